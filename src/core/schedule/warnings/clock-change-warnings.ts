/** Cron times that a change of the clocks skips or repeats within the coming thirteen months. */
import { fallsOn } from '../cron/cron-days.ts';
import { cronOf } from '../cron/cron-expression.ts';
import type { Plan } from '../document/schedule-document.ts';
import { namedRules, type NamedRule } from '../timeline/planned-slots.ts';
import { dayMs } from '../../time/calendar-days.ts';
import { days, type EpochMs, plus } from '../../time/time.ts';
import { toLocal, type Transition, transitionsBetween } from '../../time/zone-offsets.ts';
import type { ScheduleWarning } from './schedule-warnings.ts';

const thirteenMonths = days(396);

export function clockChangeWarnings(plan: Plan, now: EpochMs): readonly ScheduleWarning[] {
  const { timeZone } = plan;
  const changes = transitionsBetween(now, plus(now, thirteenMonths), timeZone);
  return namedRules(plan).flatMap((named) =>
    changes.flatMap((change) => warningAbout(named, change, toLocal(change.at, timeZone))),
  );
}

function warningAbout(
  { profile, rule }: NamedRule,
  { at, forward }: Transition,
  localAfter: number,
): readonly ScheduleWarning[] {
  if (rule.kind !== 'cron') return [];
  const cron = cronOf(rule.expression);
  // Whoever runs every hour expects nothing of a certain one.
  if (new Set(cron.times.map((time) => Math.floor(time / 60))).size === 24) return [];
  const begins = forward > 0 ? localAfter - forward : localAfter;
  const ends = forward > 0 ? localAfter : localAfter - forward;
  for (let day = Math.floor(begins / dayMs); day * dayMs < ends; day += 1) {
    if (!fallsOn(day, cron.days)) continue;
    const time = cron.times.find((each) => {
      const local = day * dayMs + each * 60_000;
      return begins <= local && local < ends;
    });
    if (time === undefined) continue;
    const code = forward > 0 ? 'cron_time_skipped' : 'cron_time_repeated';
    return [{ code, profile, at, time: clockTime(time) }];
  }
  return [];
}

const clockTime = (minuteOfDay: number): string =>
  [Math.floor(minuteOfDay / 60), minuteOfDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
