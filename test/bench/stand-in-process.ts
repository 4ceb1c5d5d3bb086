/** The SQL Server stand-in as a process of its own: in the one that measures, each side would wait for the other. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../local/stack/folders.ts';
import { collectLines } from '../support/process-lines.ts';

export interface StandInProcess extends AsyncDisposable {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** The procedure takes no time beyond what its work takes. */
export async function startStandIn(): Promise<StandInProcess> {
  const main = join(root, 'local/sql-server/main.ts');
  const child = spawn(process.execPath, [main, '--duration', '0', '--exit-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'close');
  const line = await collectLines(child).waitForLine(/^listening \{/);
  const { port } = JSON.parse(line.slice('listening '.length)) as { readonly port: number };
  return {
    port,
    user: 'app',
    password: 'Stand-in-0nly',
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
