/**
 * Cron times within an hour that the clocks skip. The rule that they belong to may not be in force any more after the
 * gap, or its whole window may be skipped: the slot comes nevertheless.
 */
import { fallsOn } from '../cron/cron-days.ts';
import { cronOf } from '../cron/cron-expression.ts';
import type { Plan } from '../document/schedule-document.ts';
import type { Schedule } from '../schedule.ts';
import { dayMs } from '../../time/calendar-days.ts';
import { toLocal, type Transition } from '../../time/zone-offsets.ts';
import type { Covering } from './coverage.ts';

/** Whether there is one of a rule other than the one in force after the gap: that one's are moved by itself. */
export function skippedCronTime(
  coverings: readonly Covering[],
  plan: Plan,
  { at, forward }: Transition,
  inForce: string | undefined,
): boolean {
  const gapEnds = toLocal(at, plan.timeZone);
  const gapBegins = gapEnds - forward;
  for (let day = Math.floor(gapBegins / dayMs); day * dayMs < gapEnds; day += 1) {
    for (const { rule, profile } of rulesOf(coverings, plan)) {
      if (profile === inForce || rule.kind !== 'cron') continue;
      const { times, days } = cronOf(rule.expression);
      if (!fallsOn(day, days)) continue;
      const skipped = times
        .map((time) => day * dayMs + time * 60_000)
        .some((local) => gapBegins <= local && local < gapEnds && ownerAt(coverings, local, day) === profile);
      if (skipped) return true;
    }
  }
  return false;
}

const rulesOf = (
  coverings: readonly Covering[],
  plan: Plan,
): readonly { readonly rule: Schedule; readonly profile: string | undefined }[] => [
  ...coverings.map(({ profile }) => ({ rule: profile.rule, profile: profile.name })),
  { rule: plan.schedule, profile: undefined },
];

/** By local time, whether or not it exists. */
function ownerAt(coverings: readonly Covering[], local: number, day: number): string | undefined {
  const owner = coverings.find((covering) =>
    [day - 1, day].some((each) => {
      if (!covering.fits(each)) return false;
      const { from, to } = covering.localSpan(each);
      return from <= local && local < to;
    }),
  );
  return owner?.profile.name;
}
