/**
 * `npm test`: types, lint and all tests. With arguments it only passes them to vitest:
 * `npm test -- test/core/time` checks no types and no lint. CI also checks the format, which takes longer than both.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateFolder } from './stack/folders.ts';
import { type Tool, toolFile } from './stack/tools.ts';

/**
 * Four type checkers would each derive the types of zod's schemas for themselves: twice the processor time. The
 * projects run side by side anyway.
 */
const typeCheck = (project: string): readonly [Tool, ...string[]] => [
  'tsc',
  '-p',
  project,
  '--singleThreaded',
];

const checks: readonly (readonly [Tool, ...string[]])[] = [
  typeCheck('tsconfig.json'),
  ...globSync('src/*/tsconfig.json', { cwd: root }).map(typeCheck),
  ['oxlint', '--deny-warnings'],
];

/** Prints a check's output in one piece, because the checks run in parallel. */
async function check([command, ...args]: readonly [Tool, ...string[]]): Promise<boolean> {
  const child = spawn(process.execPath, [toolFile(command), ...args], { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code, signal] = await once(child, 'close');
  const passed = code === 0;
  console.log(`${passed ? '✓' : '✗'} ${command} ${args.slice(0, 2).join(' ')}`);
  if (!passed) console.error(`${output}\n${command} failed (${code ?? signal})`);
  return passed;
}

function runTests(args: readonly string[]): number {
  const command = [toolFile('vitest'), 'run', ...args];
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** The tests start some hundred processes, which load the same bundles: compiled once, they start sooner. */
process.env['NODE_COMPILE_CACHE'] ??= join(stateFolder, 'compile-cache');

const args = process.argv.slice(2);
const checked = args.length > 0 || (await Promise.all(checks.map(check))).every(Boolean);
process.exitCode = checked ? runTests(args) : 1;
