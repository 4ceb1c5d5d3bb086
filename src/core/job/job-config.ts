/** The configuration row: the schedule, its time zone, and whether it is paused. Only operators change it. */
import { z } from 'zod';
import type { Actor } from '../identity.ts';
import { type Counting, IntervalHours } from '../schedule/interval.ts';
import { beginningBy, longestInterval, Schedule, slotsAreFixed } from '../schedule/schedule.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import {
  type DurationMs,
  earlier,
  elapsed,
  EpochMs,
  later,
  milliseconds,
  plus,
  TimeZone,
} from '../time/time.ts';

export const Pause = z
  .object({
    by: z.string(),
    byId: z.string().exactOptional(),
    reason: z.string(),
    since: EpochMs,
    /** The schedule resumes by itself at this instant. */
    until: EpochMs.exactOptional(),
  })
  .readonly();
export type Pause = z.infer<typeof Pause>;

export const JobConfig = z
  .object({
    schedule: Schedule,
    timeZone: TimeZone,
    daysBack: z.int().min(0).max(31),
    pause: Pause.exactOptional(),
    /** No slot is due before this instant, so that no change fires by surprise. */
    notBefore: EpochMs,
    /** When the schedule was last changed; pauses carry their own time, and resumptions are in the audit. */
    changedAt: EpochMs,
    changedBy: z.string(),
    changedById: z.string().exactOptional(),
  })
  .readonly();
export type JobConfig = z.infer<typeof JobConfig>;

/** Written by the first tick, when there is no row yet. */
export function defaultConfig(settings: Settings, now: EpochMs): JobConfig {
  const notBefore = plus(now, settings.startDelay);
  return {
    schedule: {
      kind: 'interval',
      hours: IntervalHours.parse(settings.intervalHours),
      after: 'finish',
      anchor: notBefore,
    },
    timeZone: settings.timeZone,
    daysBack: settings.rangeDaysBack,
    notBefore,
    changedAt: now,
    changedBy: 'first start',
  };
}

/** Each change puts off the next slot by the start delay at least. */
export function changeSchedule(
  config: JobConfig,
  schedule: Schedule,
  by: Actor,
  now: EpochMs,
  settings: Settings,
): JobConfig {
  const notBefore = earliestSlotAfterChange(config, now, settings);
  return { ...config, schedule, notBefore, changedAt: now, changedBy: by.name, changedById: by.id };
}

const earliestSlotAfterChange = (config: JobConfig, now: EpochMs, settings: Settings): EpochMs =>
  later(config.notBefore, plus(now, settings.startDelay));

export interface IntervalChange {
  readonly hours: number;
  /** Unchanged when absent. */
  readonly after?: Counting;
}

export interface ChangedInterval {
  /** `unchanged`: this interval is in force already, and nothing needs to be written. */
  readonly kind: 'changed' | 'unchanged';
  readonly config: JobConfig;
}

export function changeInterval(
  config: JobConfig,
  change: IntervalChange,
  by: Actor,
  now: EpochMs,
  settings: Settings,
): ChangedInterval {
  const { schedule } = config;
  switch (schedule.kind) {
    case 'interval': {
      const { hours, after = schedule.after } = change;
      if (schedule.hours === hours && schedule.after === after) return { kind: 'unchanged', config };
      // A fixed rate counts from the first instant that the change permits.
      const anchor = earliestSlotAfterChange(config, now, settings);
      const changed = { kind: 'interval', hours, after, anchor } as const;
      return { kind: 'changed', config: changeSchedule(config, changed, by, now, settings) };
    }
  }
}

/**
 * How far ahead `notBefore` can lie: by the start delay, which is no news within an interval, unless slots are fixed:
 * the next one on the grid comes up to an interval later.
 */
export function longestDelay({ schedule }: JobConfig, startDelay: DurationMs): DurationMs {
  return slotsAreFixed(schedule) ? startDelay : milliseconds(Math.max(longestInterval(schedule), startDelay));
}

/** The configuration without instants that only a clock that was ahead can have written. */
export function configAsOf(config: JobConfig, now: EpochMs, startDelay: DurationMs): JobConfig {
  const { notBefore, pause, schedule } = config;
  const latest = plus(now, longestDelay(config, startDelay));
  // Not now: whoever asks again later must not find that it was due.
  const delayed = plus(now, milliseconds(Math.max(1, startDelay)));
  return {
    ...config,
    schedule: beginningBy(schedule, now),
    notBefore: notBefore > latest ? delayed : notBefore,
    changedAt: earlier(config.changedAt, now),
    ...(pause === undefined ? {} : { pause: pauseAsOf(pause, now) }),
  };
}

/** A pause that begins in the future lasts as long as it was given, from now. */
function pauseAsOf(pause: Pause, now: EpochMs): Pause {
  const { since, until } = pause;
  if (since <= now) return pause;
  if (until === undefined || until <= since) return { ...pause, since: now };
  return { ...pause, since: now, until: earlier(until, plus(now, elapsed(since, until))) };
}

export const pauseSchedule = (config: JobConfig, pause: Pause): JobConfig => ({ ...config, pause });

export function resumeSchedule(config: JobConfig, now: EpochMs, settings: Settings): JobConfig {
  const { pause: _, ...rest } = config;
  return { ...rest, notBefore: plus(now, settings.startDelay) };
}
