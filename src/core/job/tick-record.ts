/**
 * The record of ticks. Not each one is written: a mark every ten minutes promises the next one, and a gap is recorded
 * once ticks come again. What a run wrote is a sign of life, too, because a tick that executes one takes hours.
 */
import { z } from 'zod';
import type { ControlRows } from './snapshot.ts';
import {
  type DurationMs,
  earlier,
  elapsed,
  EpochMs,
  later,
  milliseconds,
  minutes,
  plus,
} from '../time/time.ts';

/** Kept beside the control rows, so that each tick reads it with them. */
export const TickMark = z
  .object({
    /** Ticks are on record from here on. */
    since: EpochMs,
    at: EpochMs,
    /** The next mark is written by then, as long as ticks come. */
    nextBy: EpochMs,
    /** Since then ticks have come without a gap, by a clock that nobody has set. Absent in marks of earlier versions. */
    steadySince: EpochMs.exactOptional(),
  })
  .readonly();
export type TickMark = z.infer<typeof TickMark>;

/** Between two ticks that came. */
export const TickGap = z
  .object({
    /** The last tick on record before. */
    from: EpochMs,
    /** From here on certainly none came: until then, one may have come that left no mark. */
    silentFrom: EpochMs,
    /** The first tick afterwards. */
    to: EpochMs,
    /** The process was there, but the table did not answer it. */
    unreachable: z.literal(true).exactOptional(),
  })
  .readonly();
export type TickGap = z.infer<typeof TickGap>;

/** What the host says of the timer, where it keeps a status: for schedules of a minute and more. */
export interface HostStatus {
  readonly last: EpochMs;
  readonly period: DurationMs;
}

/** What this process remembers of its own ticks. */
export interface OwnTicks {
  /** Since the last one that read the table, by a clock that nobody sets. */
  readonly ago: DurationMs;
  /** Ticks have failed since. */
  readonly failed: boolean;
}

export interface TickNews {
  readonly mark: TickMark;
  readonly gap?: TickGap;
}

const markEvery = minutes(10);
const steadyAfter = minutes(20);
/** Without a status of the host, ticks come more often than once a minute (docs/facts/functions-host.md). */
const longestUnknownPeriod = minutes(1);
/** In periods: one tick may be late, and the next one with it. */
const missing = 2.5;

/** Undefined when this tick leaves no trace: almost always. */
export function noteTick(
  { ticks: mark, ...rows }: ControlRows,
  now: EpochMs,
  host: HostStatus | undefined,
  own: OwnTicks | undefined,
): TickNews | undefined {
  const allowance = milliseconds(missing * (host?.period ?? longestUnknownPeriod));
  const next = (since: EpochMs, steadySince = now): TickMark => ({
    since,
    at: now,
    nextBy: plus(plus(now, markEvery), allowance),
    steadySince,
  });
  if (mark === undefined) return { mark: next(now) };
  // A clock was ahead: what it wrote is no record of ticks that came.
  if (mark.at > plus(now, allowance)) return { mark: next(earlier(mark.since, now)) };
  const signs = [mark.at, lastSignOfLife(rows), host?.last].filter(
    (each) => each !== undefined && each <= now,
  );
  const from = signs.reduce<EpochMs>((latest, each) => later(latest, each ?? latest), mark.since);
  const promised = host === undefined ? mark.nextBy : from;
  const silentFrom = later(promised, plus(from, allowance));
  // The clock was set forward if this process remembers a tick of a moment ago.
  const remembered = own !== undefined && own.ago <= allowance;
  if (now > silentFrom && !remembered) {
    const unreachable = own?.failed === true ? { unreachable: true as const } : {};
    return {
      mark: next(mark.since),
      gap: { from, silentFrom: host === undefined ? silentFrom : from, to: now, ...unreachable },
    };
  }
  if (now > silentFrom) return { mark: next(mark.since) };
  return now >= plus(mark.at, markEvery) ? { mark: next(mark.since, mark.steadySince) } : undefined;
}

/**
 * Whether ticks have come for a while, by one clock: what has become true by waiting is believed then. After a gap, and
 * after somebody has set the clock, it is not.
 */
export function areSteady(mark: TickMark | undefined, now: EpochMs): boolean {
  if (mark?.steadySince === undefined) return false;
  return now <= plus(mark.nextBy, markEvery) && elapsed(mark.steadySince, now) >= steadyAfter;
}

/** What only a process that serves ticks can have written. */
function lastSignOfLife({ lease, state }: Omit<ControlRows, 'ticks'>): EpochMs | undefined {
  const { active, last, lastSkip, lastBackfill } = state;
  const written = [
    lease.kind === 'held' ? lease.renewedAt : undefined,
    active !== undefined && active.state.kind !== 'waiting' ? active.state.attempt.startedAt : undefined,
    active?.attempts.at(-1)?.endedAt,
    last?.attempts.at(-1)?.endedAt,
    lastSkip?.state.endedAt,
    lastBackfill?.state.endedAt,
  ].filter((each) => each !== undefined);
  return written.length === 0 ? undefined : written.reduce(later);
}

/** The last tick on record, and from when on the next one is missing. */
export function lastTicks(mark: TickMark, rows: Omit<ControlRows, 'ticks'>, now: EpochMs) {
  const sign = lastSignOfLife(rows);
  const from = sign === undefined || sign > now ? mark.at : later(mark.at, sign);
  const silentFrom = later(mark.nextBy, plus(from, milliseconds(mark.nextBy - mark.at - markEvery)));
  return { from, silentFrom };
}
