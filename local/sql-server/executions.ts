/** The record of what really ran: one entry for each start of spJamkerja. */
import type { DateRange } from './attendance/spjamkerja.ts';

export type ExecutionOutcome = 'running' | 'completed' | 'cancelled' | 'failed' | 'connection-lost';

export interface Execution extends DateRange {
  readonly procedure: string;
  readonly spid: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly outcome: ExecutionOutcome;
}

export class ExecutionLog {
  readonly #entries: Execution[] = [];
  #pendingCalls = 0;
  #hurry = new AbortController();

  get entries(): readonly Execution[] {
    return this.#entries;
  }

  /** Of dbo.spJamkerjaPending. */
  get pendingCalls(): number {
    return this.#pendingCalls;
  }

  notePendingCall(): void {
    this.#pendingCalls++;
  }

  /** Aborted to make the running ones finish without further waits. */
  get hurry(): AbortSignal {
    return this.#hurry.signal;
  }

  finishNow(): void {
    this.#hurry.abort();
    this.#hurry = new AbortController();
  }

  /** Returns the function that closes the entry. */
  begin(procedure: string, { awal, akhir }: DateRange, spid: number): (outcome: ExecutionOutcome) => void {
    const begun: Execution = {
      procedure,
      awal,
      akhir,
      spid,
      startedAt: Date.now(),
      endedAt: undefined,
      outcome: 'running',
    };
    const index = this.#entries.push(begun) - 1;
    return (outcome) => {
      this.#entries[index] = { ...begun, endedAt: Date.now(), outcome };
    };
  }
}
