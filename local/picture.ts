/** `npm run picture`: takes the README's screenshots by running a test, and copies them into place. */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateFolder } from './stack/folders.ts';
import { toolFile } from './stack/tools.ts';

const test = 'test/end-to-end/dashboard/picture.test.ts';
// The test fails while the README's pictures have another size, but takes the new ones all the same.
spawnSync(process.execPath, [toolFile('vitest'), 'run', test], { cwd: root, stdio: 'inherit' });
for (const scheme of ['light', 'dark']) {
  const picture = join(root, `.github/dashboard-${scheme}.png`);
  copyFileSync(join(stateFolder, `screenshots/readme-${scheme}.png`), picture);
  console.log(picture);
}
