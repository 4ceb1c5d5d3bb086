/** `npm run picture`: has the tests take the README's pictures, and puts them where it shows them. */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateFolder } from './stack/folders.ts';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const test = 'test/end-to-end/dashboard/picture.test.ts';
// Fails as long as the README has none of this size yet; the pictures are taken all the same.
spawnSync(process.execPath, [vitest, 'run', test], { cwd: root, stdio: 'inherit' });
for (const scheme of ['light', 'dark']) {
  const picture = join(root, `.github/dashboard-${scheme}.png`);
  copyFileSync(join(stateFolder, `screenshots/readme-${scheme}.png`), picture);
  console.log(picture);
}
