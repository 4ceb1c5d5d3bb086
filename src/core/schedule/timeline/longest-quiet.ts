/** How long a plan can be without a slot: for whoever must tell a clock that was ahead from time that went by. */
import type { Plan } from '../document/schedule-document.ts';
import { intervalHoursOf } from '../schedule.ts';
import { days, type DurationMs, hours, milliseconds } from '../../time/time.ts';
import { blackoutSpan } from './coverage.ts';
import { rulesOf } from './planned-slots.ts';

/** Longer than any night, weekend or week of holidays during which a profile permits nothing. */
const longestPausedTime = days(14);

/** No slot is further from the one before; with profiles and blackouts, not usually. */
export function longestQuiet(plan: Plan): DurationMs {
  const { profiles = [], blackouts = [], timeZone, adaptive } = plan;
  const rules = rulesOf(plan);
  const interval = hours(Math.max(adaptive?.most ?? 0, ...rules.map(intervalHoursOf)));
  const paused = rules.some(({ kind }) => kind === 'paused') || profiles.length > 0 ? longestPausedTime : 0;
  const blocked = blackouts.map(({ time }) => {
    const { from, to } = blackoutSpan(time, timeZone);
    return to - from;
  });
  return milliseconds(interval + paused + Math.max(0, ...blocked));
}
