/** Builds `dist/`; every start and every test runs exactly what is deployed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './folders.ts';

export function build(): void {
  const cli = join(root, 'node_modules/rolldown/bin/cli.mjs');
  const result = spawnSync(process.execPath, [cli, '--config', 'rolldown.config.ts', '--log-level', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0)
    throw new Error(`the build failed (rolldown ended with ${result.status ?? result.signal})`);
}
