/** Plans that can have no slot at all: told from the plan itself, because a search would look at nine years of days. */
import { cronOf } from '../cron/cron-expression.ts';
import type { Plan } from '../document/schedule-document.ts';
import { dayMs } from '../../time/calendar-days.ts';
import { coveringsOf } from './coverage.ts';
import { rulesOf } from './planned-slots.ts';

/** Nothing is ever permitted, or nothing ever comes that could be. */
export const neverFires = (plan: Plan): boolean =>
  neverPermits(plan) ||
  rulesOf(plan).every(
    (rule) => rule.kind === 'paused' || (rule.kind === 'cron' && !cronOf(rule.expression).hasDays),
  );

/** Every rule that can ever be in force is paused: none that comes after paused profiles of the whole week is. */
export function neverPermits({ schedule, profiles = [] }: Plan): boolean {
  const active = profiles.findIndex(({ rule }) => rule.kind !== 'paused');
  if (active === -1 && schedule.kind === 'paused') return true;
  const before = active === -1 ? profiles : profiles.slice(0, active);
  return coverTheWeek(before.filter(({ dates, calendar }) => dates === undefined && calendar === undefined));
}

/** By the clock, whatever the zone: at every instant the clocks show some time of the week. */
function coverTheWeek(profiles: NonNullable<Plan['profiles']>): boolean {
  if (profiles.length === 0) return false;
  // What begins on the day before the week may reach into it.
  const days = [-1, 0, 1, 2, 3, 4, 5, 6];
  const spans = coveringsOf({ profiles }).flatMap(({ fits, localSpan }) => days.filter(fits).map(localSpan));
  let covered = 0;
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    if (from > covered) return false;
    covered = Math.max(covered, to);
  }
  return covered >= 7 * dayMs;
}
