/** Starts `fresh-worker.ts` and reads what it has to say. */
import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../local/stack/folders.ts';
import type { FreshWorker } from './fresh-worker.ts';
import type { Storage } from './surroundings.ts';

export const freshWorkerFile = join(root, 'test/support/fresh-worker.ts');

export type Environment = Readonly<Record<string, string | undefined>>;

/** For an app that does nothing by itself. Nobody listens for SQL: an idle tick does not ask there. */
export const environmentOn = ({ connectionString, table }: Storage): Environment => ({
  PATH: process.env['PATH'],
  AzureWebJobsStorage: connectionString,
  TABLE_NAME: table,
  START_DELAY_SECONDS: '86400',
  SQL_SERVER: '127.0.0.1',
  SQL_PORT: '9',
  SQL_DATABASE: 'Attendance',
  SQL_USER: 'app',
  SQL_PASSWORD: 'none',
});

const run = promisify(execFile);

/** `args`: those of fresh-worker.ts. `file`: it, or what was bundled from it. */
export async function runFreshWorker(
  [folder = '', ...args]: readonly string[],
  env: Environment,
  file = freshWorkerFile,
): Promise<FreshWorker> {
  // As `require` names the files.
  const { stdout } = await run(process.execPath, [file, await realpath(folder), ...args], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FreshWorker;
}
