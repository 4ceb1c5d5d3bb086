/**
 * `npm test`: everything that CI checks. With arguments it only passes them to vitest:
 * `npm test -- test/core/time` checks no types, lint or format.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateFolder } from './stack/folders.ts';

const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const shell = process.platform === 'win32';
const prettierCache = [
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  join(stateFolder, 'prettier'),
];

const checks: readonly (readonly [string, ...string[]])[] = [
  ['prettier', '--check', '.', '--log-level', 'warn', ...prettierCache],
  ['tsc', '-p', 'tsconfig.json'],
  ...globSync('src/*/tsconfig.json', { cwd: root }).map((project) => ['tsc', '-p', project] as const),
  ['oxlint', '--deny-warnings'],
];

/** Prints a check's output in one piece, because the checks run in parallel. */
async function check([command, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  const child = spawn(bin(command), args, { cwd: root, shell });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code, signal] = await once(child, 'close');
  const passed = code === 0;
  console.log(`${passed ? '✓' : '✗'} ${command} ${args.slice(0, 2).join(' ')}`);
  if (!passed) console.error(`${output}\n${command} failed (${code ?? signal})`);
  return passed;
}

function runTests(args: readonly string[]): number {
  return spawnSync(bin('vitest'), ['run', ...args], { cwd: root, stdio: 'inherit', shell }).status ?? 1;
}

/** The tests start some hundred processes, which load the same bundles: compiled once, they start sooner. */
process.env['NODE_COMPILE_CACHE'] ??= join(stateFolder, 'compile-cache');

const args = process.argv.slice(2);
const checked = args.length > 0 || (await Promise.all(checks.map(check))).every(Boolean);
process.exitCode = checked ? runTests(args) : 1;
