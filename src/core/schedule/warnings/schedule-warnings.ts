/**
 * What is odd about a schedule, by itself or for what runs take. A warning, not a refusal: whoever set it may have meant
 * it. The codes are stable.
 */
import type { Profile } from '../document/profile.ts';
import type { Plan } from '../document/schedule-document.ts';
import { longestIntervalHours } from '../limits.ts';
import { blackoutSpan, coveringsOf } from '../timeline/coverage.ts';
import { namedRules } from '../timeline/planned-slots.ts';
import { type DurationMs, type EpochMs, hours, milliseconds, toHours } from '../../time/time.ts';
import { localDayOf } from '../../time/zone-offsets.ts';
import { clockChangeWarnings } from './clock-change-warnings.ts';
import { unusedRules } from './unused-rules.ts';

/** `profile`: the one whose rule it is about; absent for the default rule. */
export type ScheduleWarning =
  | {
      readonly code: 'interval_too_short';
      readonly profile?: string | undefined;
      readonly hours: number;
      readonly recommendedHours: number;
    }
  | { readonly code: 'rule_never_fires'; readonly profile?: string | undefined }
  | { readonly code: 'profile_never_applies'; readonly profile: string }
  | {
      readonly code: 'cron_time_skipped' | 'cron_time_repeated';
      readonly profile?: string | undefined;
      /** When the clocks change. */
      readonly at: EpochMs;
      /** The first local time of the expression that is concerned, as HH:MM. */
      readonly time: string;
    }
  | { readonly code: 'windows_overlap'; readonly profile: string; readonly other: string }
  | { readonly code: 'blackout_over'; readonly label: string; readonly index: number };

/** All codes, for descriptions and words. */
export const scheduleWarningCodes = [
  'interval_too_short',
  'rule_never_fires',
  'profile_never_applies',
  'cron_time_skipped',
  'cron_time_repeated',
  'windows_overlap',
  'blackout_over',
] as const satisfies readonly ScheduleWarning['code'][];

/** Of successful runs; without a 95th percentile, which needs twenty, the median has to do. */
export interface MeasuredDurations {
  readonly median: DurationMs;
  readonly p95: DurationMs | undefined;
}

export function scheduleWarnings(
  plan: Plan,
  now: EpochMs,
  measured: MeasuredDurations | undefined,
): readonly ScheduleWarning[] {
  return [
    ...shortIntervals(plan, measured),
    ...unusedRules(plan, now),
    ...clockChangeWarnings(plan, now),
    ...overlappingWindows(plan, now),
    ...blackoutsOver(plan, now),
  ];
}

/** Four times as long as a run usually takes leaves room for the work that comes in meanwhile. */
const comfortable = 4;

function shortIntervals(plan: Plan, measured: MeasuredDurations | undefined): readonly ScheduleWarning[] {
  if (measured === undefined) return [];
  const { median, p95 = median } = measured;
  const least = p95 + (plan.leastGap ?? 0);
  const wanted = Math.max(least, comfortable * median);
  // Half hours, the unit in which intervals are set.
  const recommended = Math.ceil(toHours(milliseconds(wanted)) * 2) / 2;
  const recommendedHours = Math.min(Math.max(recommended, 0.5), longestIntervalHours);
  return namedRules(plan).flatMap(({ profile, rule }) =>
    rule.kind === 'interval' && hours(rule.hours) < least
      ? [{ code: 'interval_too_short' as const, profile, hours: rule.hours, recommendedHours }]
      : [],
  );
}

const overlapSought = 400;

/** The first of both counts where they overlap; only those with windows, because days often narrow others down. */
function overlappingWindows(plan: Plan, now: EpochMs): readonly ScheduleWarning[] {
  const windows = coveringsOf(plan).filter(({ profile }) => profile.window !== undefined);
  const today = localDayOf(now, plan.timeZone);
  const found: ScheduleWarning[] = [];
  for (const [index, one] of windows.entries()) {
    for (const other of windows.slice(index + 1)) {
      for (let day = today; day < today + overlapSought; day += 1) {
        if (!one.fits(day)) continue;
        const span = one.localSpan(day);
        const overlaps = [day - 1, day, day + 1].some((each) => {
          if (!other.fits(each)) return false;
          const { from, to } = other.localSpan(each);
          return from < span.to && span.from < to;
        });
        if (!overlaps) continue;
        found.push(overlapOf(one.profile, other.profile));
        break;
      }
    }
  }
  return found;
}

const overlapOf = (one: Profile, other: Profile): ScheduleWarning => ({
  code: 'windows_overlap',
  profile: one.name,
  other: other.name,
});

const blackoutsOver = ({ blackouts = [], timeZone }: Plan, now: EpochMs): readonly ScheduleWarning[] =>
  blackouts.flatMap(({ time, label }, index) =>
    blackoutSpan(time, timeZone).to <= now ? [{ code: 'blackout_over' as const, label, index }] : [],
  );
