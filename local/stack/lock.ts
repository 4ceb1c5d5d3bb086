/** Keeps a second stack off the same state folder: two Azurites in one folder corrupt it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Throws when another stack of this clone is running; takes over the lock of a dead process. */
export function lockFolder(folder: string): { readonly release: () => void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'running.pid');
  const holder = readHolder(file);
  if (holder !== undefined && isRunning(holder)) {
    throw new Error(
      `this clone's stack is already running as process ${holder}: stop it with Ctrl-C, or run another clone on another port (npm start -- --port 7171). If process ${holder} is something else, delete ${file}`,
    );
  }
  writeFileSync(file, String(process.pid));
  return { release: () => rmSync(file, { force: true }) };
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}
