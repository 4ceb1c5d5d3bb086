/** `npm run fuzz -- 100000`: sends that many random requests to the built app, and damages rows a fifth as often; FUZZ_SEED repeats a sequence. */
import { spawnSync } from 'node:child_process';
import { root } from './stack/folders.ts';
import { toolFile } from './stack/tools.ts';

const count = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(count) || count < 1) {
  console.error(`npm run fuzz: expected a number of requests, got ${JSON.stringify(process.argv[2])}`);
  process.exit(1);
}
const seed = process.env['FUZZ_SEED'] ?? String(Math.floor(Math.random() * 2 ** 31));
const files = ['test/end-to-end/fuzz.test.ts', 'test/functions/damaged-rows.test.ts'];
const result = spawnSync(process.execPath, [toolFile('vitest'), 'run', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_REQUESTS: String(count), FUZZ_SEED: seed },
});
process.exit(result.status ?? 1);
