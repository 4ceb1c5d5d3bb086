/**
 * `npm run test:stryker`: changes core and operations in thousands of small ways, and lists the changes that no test notices.
 * With files or patterns as arguments only these: `npm run test:stryker -- src/core/run/lease.ts`.
 *
 * Stryker is 60 MB in 186 packages and seldom needed, so it is no dependency of the project: it is installed into
 * `.local/stryker` when somebody first asks for it, by a lock file of its own.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateFolder } from './stack/folders.ts';

const source = join(root, 'local', 'stryker');
const target = join(stateFolder, 'stryker');
const lock = 'package-lock.json';

const installed = (): boolean =>
  existsSync(join(target, 'node_modules')) &&
  existsSync(join(target, lock)) &&
  readFileSync(join(target, lock), 'utf8') === readFileSync(join(source, lock), 'utf8');

function install(): void {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('start it with "npm run test:stryker", which says where npm is');
  console.log('Installing Stryker into .local/stryker (once; half a minute) ...');
  mkdirSync(target, { recursive: true });
  copyFileSync(join(source, 'package.json'), join(target, 'package.json'));
  copyFileSync(join(source, lock), join(target, lock));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync(process.execPath, [npm, 'ci', ...options], { cwd: target, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm ci failed in ${target} (exit code ${status})`);
}

if (!installed()) install();
const files = process.argv.slice(2);
const selected = files.length === 0 ? [] : ['--mutate', files.join(',')];
const stryker = join(target, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const config = join('local', 'stryker', 'stryker.config.mjs');
const result = spawnSync(process.execPath, [stryker, 'run', config, ...selected], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE: join(target, 'compile-cache') },
});
process.exitCode = result.status ?? 1;
