/** The port through which the database is asked for input that arrived late. */
import type { EpochMs, LocalDate } from '../core/time/time.ts';
import type { Log } from '../ports.ts';

/** A date with new or changed input, and how many rows of it. */
export interface PendingDate {
  readonly date: LocalDate;
  readonly rows: number;
}

export type PendingAnswer =
  | { readonly kind: 'answered'; readonly dates: readonly PendingDate[] }
  /** For people: what was asked, what went wrong, and what to do. Never with a secret. */
  | { readonly kind: 'failed'; readonly message: string };

export interface InputProbe {
  /**
   * The dates whose input is new since the instant: each once, in order, at most `mostPendingDates` of them. Takes 15 s
   * at most. Expected failures are results.
   */
  pending(since: EpochMs, log: Log, signal: AbortSignal): Promise<PendingAnswer>;
}

/** Of one answer, and of what is remembered. */
export const mostPendingDates = 400;
