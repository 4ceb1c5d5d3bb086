/** Why the scheduler does something or waits: in code for decisions and the API, and in words for people. */
import type { Pause } from './job-config.ts';
import type { SlotCause } from '../schedule/slot.ts';
import { type EpochMs, epochMsToWallClock, type TimeZone } from '../time/time.ts';

/** Why something happens or does not. Code, words and the API share it. */
export type Reason =
  | { readonly code: 'first_start' }
  | { readonly code: 'paused'; readonly pause: Pause }
  | { readonly code: 'pause_over'; readonly until: EpochMs }
  | { readonly code: 'waiting_for_slot'; readonly at: EpochMs; readonly cause: SlotCause }
  | { readonly code: 'slot_due'; readonly at: EpochMs; readonly missed: number }
  | { readonly code: 'slot_while_running'; readonly at: EpochMs; readonly runId: string }
  | { readonly code: 'requested'; readonly runId: string; readonly by: string; readonly at: EpochMs }
  | { readonly code: 'retry_due'; readonly runId: string; readonly attempt: number; readonly at: EpochMs }
  | {
      readonly code: 'waiting_for_retry';
      readonly runId: string;
      readonly attempt: number;
      readonly at: EpochMs;
    }
  | { readonly code: 'retry_held_by_pause'; readonly runId: string; readonly pause: Pause }
  | { readonly code: 'running'; readonly runId: string; readonly since: EpochMs }
  | { readonly code: 'stopping'; readonly runId: string; readonly since: EpochMs }
  | { readonly code: 'holder_lost'; readonly runId: string; readonly expiredAt: EpochMs }
  | { readonly code: 'outcome_open'; readonly runId: string; readonly since: EpochMs }
  | { readonly code: 'orphaned'; readonly runId: string; readonly since: EpochMs };

const slotCauses: Readonly<Record<SlotCause, string>> = {
  start_delay: 'the start delay after deployment, resumption or a change',
  interval_after_finish: 'the interval counted from the end of the previous run',
  fixed_rate: 'the fixed rate',
};

const pausedBy = (pause: Pause, at: (instant: EpochMs) => string): string => {
  const until = pause.until === undefined ? '' : `, until ${at(pause.until)}`;
  return `paused by ${pause.by} since ${at(pause.since)}${until}: ${pause.reason}`;
};

export function describeReason(reason: Reason, zone: TimeZone, now: EpochMs): string {
  const at = (instant: EpochMs): string => epochMsToWallClock(instant, zone, now);
  switch (reason.code) {
    case 'first_start':
      return 'first start: the next tick writes the default schedule';
    case 'paused':
      return pausedBy(reason.pause, at);
    case 'pause_over':
      return `resuming: the pause was to end at ${at(reason.until)}`;
    case 'waiting_for_slot':
      return `waiting: next slot ${at(reason.at)} (${slotCauses[reason.cause]})`;
    case 'slot_due':
      return `slot ${at(reason.at)} is due${reason.missed === 0 ? '' : `, ${reason.missed} earlier slots were missed`}`;
    case 'slot_while_running':
      return `skipped ${at(reason.at)}: run ${reason.runId} was still running`;
    case 'requested':
      return `run ${reason.runId} was requested by ${reason.by} and starts with the next tick`;
    case 'retry_due':
      return `attempt ${reason.attempt} of run ${reason.runId} is due`;
    case 'waiting_for_retry':
      return `waiting: attempt ${reason.attempt} of run ${reason.runId} at ${at(reason.at)}`;
    case 'retry_held_by_pause':
      return `the next attempt of run ${reason.runId} waits: ${pausedBy(reason.pause, at)}`;
    case 'running':
      return `run ${reason.runId} is running since ${at(reason.since)}`;
    case 'stopping':
      return `run ${reason.runId} is being stopped since ${at(reason.since)}: its end is not confirmed yet`;
    case 'holder_lost':
      return `run ${reason.runId} lost its process: its lease expired at ${at(reason.expiredAt)}`;
    case 'outcome_open':
      return `reconciling run ${reason.runId} since ${at(reason.since)}: SQL Server has not yet said whether the procedure still runs`;
    case 'orphaned':
      return `run ${reason.runId} lost its process, but the procedure still runs on the server (seen since ${at(reason.since)})`;
  }
}
