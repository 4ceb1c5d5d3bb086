/** For `npm start -- --once`: waits until a run has ended that had not ended before. */
import { setTimeout as wait } from 'node:timers/promises';

interface Status {
  readonly last_run_id: string | null;
  readonly last_execution_status: string | null;
  readonly last_execution_time: string | null;
  /** In seconds. */
  readonly last_execution_duration: number | null;
}

export interface EndedRun {
  readonly id: string;
  readonly succeeded: boolean;
}

const pollMs = 500;

/** `since`: when the stack was started, because a short run is over before the app is first asked. */
export async function nextEndedRun(port: number, since: number): Promise<EndedRun> {
  const before = await read(port);
  for (let status = before; ; status = await read(port)) {
    const { last_run_id: id, last_execution_status } = status;
    if (id !== null && (id !== before.last_run_id || endOf(status) >= since))
      return { id, succeeded: last_execution_status === 'success' };
    await wait(pollMs);
  }
}

const endOf = ({ last_execution_time: start, last_execution_duration: duration }: Status): number =>
  start === null ? 0 : Date.parse(start) + (duration ?? 0) * 1000;

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
