/** The configuration row: the schedule, its time zone, and whether it is paused. Only operators change it. */
import { z } from 'zod';
import type { Actor } from '../identity.ts';
import { Mutes } from '../notices/mute.ts';
import { type Counting, IntervalHours } from '../schedule/interval.ts';
import { contradictionsIn, documentFields } from '../schedule/document/schedule-document.ts';
import { mostDaysBack } from '../schedule/limits.ts';
import { Schedule } from '../schedule/schedule.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { EpochMs, later, plus, TimeZone } from '../time/time.ts';

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
    daysBack: z.int().min(0).max(mostDaysBack),
    pause: Pause.exactOptional(),
    /** No slot is due before this instant, so that no change fires by surprise. */
    notBefore: EpochMs,
    /** When the schedule was last changed; pauses carry their own time, and resumptions are in the audit. */
    changedAt: EpochMs,
    changedBy: z.string(),
    changedById: z.string().exactOptional(),
    /** By channel; those that are over may still be there. */
    mutes: Mutes.exactOptional(),
    ...documentFields,
  })
  .superRefine((config, context) => {
    for (const { path, message } of contradictionsIn(config))
      context.addIssue({ code: 'custom', path: [...path], message });
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
  const revision = (config.revision ?? 0) + 1;
  const change = { changedAt: now, changedBy: by.name, changedById: by.id };
  return { ...config, schedule, notBefore, revision, ...change };
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

/** Changes the default rule alone; whatever it was, it is an interval then. */
export function changeInterval(
  config: JobConfig,
  change: IntervalChange,
  by: Actor,
  now: EpochMs,
  settings: Settings,
): ChangedInterval {
  const { schedule } = config;
  const current = schedule.kind === 'interval' ? schedule : undefined;
  const { hours, after = current?.after ?? 'finish' } = change;
  if (current?.hours === hours && current.after === after) return { kind: 'unchanged', config };
  // A fixed rate counts from the first instant that the change permits.
  const anchor = earliestSlotAfterChange(config, now, settings);
  const changed = { kind: 'interval', hours, after, anchor } as const;
  return { kind: 'changed', config: changeSchedule(config, changed, by, now, settings) };
}

export const pauseSchedule = (config: JobConfig, pause: Pause): JobConfig => ({ ...config, pause });

/**
 * `at`: when somebody resumed it, or the end of the pause: what came due since then is caught up on, unless the schedule
 * was changed meanwhile.
 */
export function resumeSchedule(config: JobConfig, at: EpochMs, settings: Settings): JobConfig {
  const { pause: _, ...rest } = config;
  return { ...rest, notBefore: earliestSlotAfterChange(rest, at, settings) };
}
