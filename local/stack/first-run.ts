/** For `npm start -- --once`: waits until a run has ended that had not ended before. */
import { setTimeout as wait } from 'node:timers/promises';

interface Status {
  readonly last_run_id: string | null;
  readonly last_execution_status: string | null;
}

export interface EndedRun {
  readonly id: string;
  readonly succeeded: boolean;
}

const pollMs = 500;

export async function nextEndedRun(port: number): Promise<EndedRun> {
  const before = await read(port);
  for (;;) {
    const { last_run_id: id, last_execution_status } = await read(port);
    if (id !== null && id !== before.last_run_id)
      return { id, succeeded: last_execution_status === 'success' };
    await wait(pollMs);
  }
}

/** Waits while the app is not there yet. */
async function read(port: number): Promise<Status> {
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/scheduler/status`);
      if (response.ok) return JSON.parse(await response.text()).data;
    } catch {
      // Not listening yet.
    }
    await wait(pollMs);
  }
}
