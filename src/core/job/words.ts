/** Reasons and log lines in words. The first five lines are grepped for by operators: they stay word for word. */
import type { Reason } from './decide.ts';
import type { DateRange } from '../run/date-range.ts';
import type { Pause } from './job-config.ts';
import type { SlotCause } from '../schedule/schedule.ts';
import {
  type DurationMs,
  type EpochMs,
  epochMsToWallClock,
  milliseconds,
  type TimeZone,
  toHours,
  toMinutes,
  toSeconds,
} from '../time/time.ts';

export const initializedLine = '✅ SpJamkerjaScheduler initialized';

export const executingLine = (job: string, execution: number): string =>
  `🚀 Executing ${job} (execution #${execution})`;

export const rangeLine = ({ awal, akhir }: DateRange): string => `📅 Date range: ${awal} to ${akhir}`;

export const completedLine = (job: string, took: DurationMs): string =>
  `✅ ${job} completed successfully in ${toSeconds(took).toFixed(1)} seconds (${toMinutes(took).toFixed(1)} minutes)`;

/** A slot that is already overdue is ahead by nothing. */
export function nextExecutionLine(ahead: DurationMs): string {
  const wait = milliseconds(Math.max(0, ahead));
  return `⏳ Next execution in ${Math.round(toSeconds(wait))} seconds (${toHours(wait).toFixed(1)} hours)...`;
}

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
