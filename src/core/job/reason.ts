/** Why the scheduler does something or waits: a code with its details for programs, and words for people. */
import { labelOf } from '../identity.ts';
import type { Pause } from './job-config.ts';
import { type LostContact, lostContactWords } from '../run/reconciliation.ts';
import { causeWords } from '../schedule/cause-words.ts';
import type { Moved, SlotCause } from '../schedule/slot.ts';
import { type EpochMs, epochMsToWallClock, type TimeZone } from '../time/time.ts';

/** The one list of codes: the API's enum and the dashboard's words follow it. */
export const reasonCodes = [
  'first_start',
  'paused',
  'pause_over',
  'waiting_for_slot',
  'slot_due',
  'slot_while_running',
  'catch_up_off',
  'nothing_scheduled',
  'requested',
  'retry_due',
  'waiting_for_retry',
  'retry_held_by_pause',
  'running',
  'stopping',
  'holder_lost',
  'outcome_open',
  'orphaned',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

interface Retry {
  readonly runId: string;
  readonly attempt: number;
  readonly at: EpochMs;
}

interface Due {
  readonly at: EpochMs;
  readonly missed: number;
  /** Of those that were missed. */
  readonly first?: EpochMs;
}

interface RunSince {
  readonly runId: string;
  readonly since: EpochMs;
}

/** What is known with each code. A code without details does not compile; details without a code make no reason. */
interface Details {
  readonly first_start: object;
  readonly paused: { readonly pause: Pause };
  readonly pause_over: { readonly until: EpochMs };
  readonly waiting_for_slot: {
    readonly at: EpochMs;
    readonly cause: SlotCause;
    readonly profile?: string;
    readonly moved?: Moved;
  };
  readonly slot_due: Due;
  readonly slot_while_running: { readonly at: EpochMs; readonly runId: string };
  readonly catch_up_off: Due;
  readonly nothing_scheduled: object;
  readonly requested: {
    readonly runId: string;
    readonly by: string;
    readonly byId?: string;
    readonly at: EpochMs;
  };
  readonly retry_due: Retry;
  readonly waiting_for_retry: Retry;
  readonly retry_held_by_pause: { readonly runId: string; readonly pause: Pause };
  readonly running: RunSince;
  readonly stopping: RunSince;
  readonly holder_lost: { readonly runId: string; readonly expiredAt: EpochMs };
  readonly outcome_open: RunSince & { readonly lost: LostContact };
  readonly orphaned: RunSince & { readonly lost: LostContact };
}

export type Reason = { [C in ReasonCode]: { readonly code: C } & Details[C] }[ReasonCode];

const pausedBy = (pause: Pause, at: (instant: EpochMs) => string): string => {
  const until = pause.until === undefined ? '' : `, until ${at(pause.until)}`;
  return `paused by ${labelOf(pause.by, pause.byId)} since ${at(pause.since)}${until}: ${pause.reason}`;
};

function missedBefore(missed: number): string {
  if (missed === 0) return '';
  return missed === 1 ? '; 1 earlier slot was missed' : `; ${missed} earlier slots were missed`;
}

export function describeReason(reason: Reason, zone: TimeZone, now: EpochMs): string {
  const at = (instant: EpochMs): string => epochMsToWallClock(instant, zone, now);
  switch (reason.code) {
    case 'first_start':
      return 'first start: the next tick writes the default schedule';
    case 'paused':
      return pausedBy(reason.pause, at);
    case 'pause_over':
      return `resuming: the pause ended at ${at(reason.until)}`;
    case 'waiting_for_slot':
      return `waiting: next slot ${at(reason.at)} (${causeWords(reason, at)})`;
    case 'slot_due':
      return `slot ${at(reason.at)} is due${missedBefore(reason.missed)}`;
    case 'slot_while_running':
      return `skipped ${at(reason.at)}: run ${reason.runId} was still running`;
    case 'catch_up_off':
      return `skipped ${at(reason.at)}: it was missed, and catch-up is off${missedBefore(reason.missed)}`;
    case 'nothing_scheduled':
      return 'waiting: the schedule permits no slot in the coming years';
    case 'requested':
      return `run ${reason.runId}, requested by ${labelOf(reason.by, reason.byId)}, starts with the next tick`;
    case 'retry_due':
      return `attempt ${reason.attempt} of run ${reason.runId} is due`;
    case 'waiting_for_retry':
      return `waiting: attempt ${reason.attempt} of run ${reason.runId} is due at ${at(reason.at)}`;
    case 'retry_held_by_pause':
      return `the next attempt of run ${reason.runId} waits: ${pausedBy(reason.pause, at)}`;
    case 'running':
      return `run ${reason.runId} has been running since ${at(reason.since)}`;
    case 'stopping':
      return `run ${reason.runId} has been stopping since ${at(reason.since)}: its end is not confirmed yet`;
    case 'holder_lost':
      return `the process of run ${reason.runId} no longer responds: its lease expired at ${at(reason.expiredAt)}`;
    case 'outcome_open':
      return `reconciling run ${reason.runId} since ${at(reason.since)}: ${lostContactWords[reason.lost]}, and SQL Server has not yet answered whether the procedure is still running`;
    case 'orphaned':
      return `the procedure of run ${reason.runId} is still running on the server, although ${lostContactWords[reason.lost]} (first seen at ${at(reason.since)})`;
  }
}
