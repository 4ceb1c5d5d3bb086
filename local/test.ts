/** `npm test`: everything that CI checks, in the order of how soon it tells. Arguments go to vitest. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './stack/build.ts';
import { root } from './stack/folders.ts';

const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const tests = process.argv.slice(2);

const steps: readonly (readonly [string, readonly string[]])[] = [
  ['tsc', ['-p', 'tsconfig.json']],
  ['tsc', ['-p', 'src/core']],
  ['tsc', ['-p', 'src/dashboard']],
  ['oxlint', ['--deny-warnings']],
  ['prettier', ['--check', '.', '--log-level', 'warn']],
];

function run(command: string, args: readonly string[]): void {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const result = spawnSync(bin(command), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  console.error(`\n${command} failed (${result.status ?? result.signal})`);
  process.exit(1);
}

for (const [command, args] of steps) run(command, args);
console.log('\n> build');
build();
run('vitest', ['run', ...tests]);
