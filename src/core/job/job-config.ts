/** The configuration row: the schedule and whether it is paused. Operators change it; processes only read it. */
import { z } from 'zod';
import { type Counting, IntervalHours, Schedule } from '../schedule/schedule.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { EpochMs, later, plus, TimeZone } from '../time/time.ts';

export const Pause = z
  .object({
    by: z.string(),
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
    /** Of the schedule; pauses have their own, and resumptions are in the audit. */
    changedAt: EpochMs,
    changedBy: z.string(),
  })
  .readonly();
export type JobConfig = z.infer<typeof JobConfig>;

/** What the first tick writes when there is no row yet. */
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

/** Each change pushes the next slot away from now by the start delay at least. */
export function changeSchedule(
  config: JobConfig,
  schedule: Schedule,
  by: string,
  now: EpochMs,
  settings: Settings,
): JobConfig {
  const notBefore = later(config.notBefore, plus(now, settings.startDelay));
  return { ...config, schedule, notBefore, changedAt: now, changedBy: by };
}

export interface IntervalChange {
  readonly hours: number;
  /** Stays as it is when absent. */
  readonly after?: Counting;
}

/** The same configuration when it has this interval already. */
export function changeInterval(
  config: JobConfig,
  change: IntervalChange,
  by: string,
  now: EpochMs,
  settings: Settings,
): JobConfig {
  const { schedule } = config;
  const after = change.after ?? schedule.after;
  if (schedule.hours === change.hours && schedule.after === after) return config;
  const unanchored = changeSchedule(config, { ...schedule, hours: change.hours, after }, by, now, settings);
  // A fixed rate counts from the first instant that the change permits.
  return { ...unanchored, schedule: { ...unanchored.schedule, anchor: unanchored.notBefore } };
}

export function pauseSchedule(config: JobConfig, pause: Pause): JobConfig {
  return { ...config, pause };
}

export function resumeSchedule(config: JobConfig, now: EpochMs, settings: Settings): JobConfig {
  const { pause: _, ...rest } = config;
  return { ...rest, notBefore: plus(now, settings.startDelay) };
}
