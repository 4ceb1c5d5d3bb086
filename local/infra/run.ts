/** Runs a program and returns its status and output. */
import { spawnSync } from 'node:child_process';

export interface Ran {
  /** Undefined when there is no such program. */
  readonly status: number | undefined;
  /** Standard output, then standard error. */
  readonly output: string;
}

export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Ran {
  // On Windows `az` is a batch file, which needs a shell.
  const shell = process.platform === 'win32' && command === 'az';
  const result = spawnSync(command, args, {
    ...options,
    shell,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error !== undefined && result.status === null)
    return { status: undefined, output: result.error.message };
  return { status: result.status ?? 1, output: `${result.stdout}${result.stderr}` };
}
