/**
 * A copy of the working tree, to start the stack in as in a clone of its own. Core Tools are left out, so that every
 * machine tests the same host.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../local/stack/folders.ts';
import { allProcesses, commandOf } from './process-table.ts';

export interface WorkingCopy extends AsyncDisposable {
  readonly folder: string;
}

/**
 * What git would commit, with the packages of this tree, as after `npm ci` by hand: its bootstrap finds nothing to
 * install, although it has left no mark of its own.
 */
export async function copyWorkingTree(state: 'built' | 'not built'): Promise<WorkingCopy> {
  // The stack reports real paths, and the temporary folder of macOS is a link.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'jamkerja-copy-')));
  const list = ['ls-files', '-coz', '--exclude-standard'];
  const listed = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of listed.filter((name) => name !== '' && existsSync(join(root, name)))) {
    await cp(join(root, file), join(folder, file), { recursive: true });
  }
  if (state === 'built') await cp(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  // Links one by one, so that even an installation by mistake could not reach the packages of this tree.
  const packages = join(folder, 'node_modules');
  await mkdir(packages);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === '.installed-for' || name === 'azure-functions-core-tools') continue;
    await symlink(join(root, 'node_modules', name), join(packages, name));
  }
  return { folder, [Symbol.asyncDispose]: () => remove(folder) };
}

async function remove(folder: string): Promise<void> {
  // Whatever a failed test has left there: all of them have the folder on their command line.
  const left = allProcesses().filter(({ pid }) => commandOf(pid).includes(folder));
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
