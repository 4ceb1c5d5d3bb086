/** A schedule document that is sound by itself, but not with the settings of this app. */
import type { AdaptiveRule } from '../schedule/document/adaptive-rule.ts';
import type { Contradiction } from '../schedule/document/schedule-document.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import type { JobConfig } from './job-config.ts';

interface Proposed {
  readonly daysBack: number;
  readonly adaptive: AdaptiveRule | undefined;
}

export function unmetBySettings(
  inForce: Pick<JobConfig, 'adaptive'>,
  { daysBack, adaptive }: Proposed,
  { rangeMaxDays, pending }: Settings,
): Contradiction | undefined {
  // As the settings must have it: a run of so many days could not be requested again.
  if (daysBack >= rangeMaxDays)
    return {
      path: ['daysBack'],
      value: daysBack,
      message: `expected a whole number from 0 to ${rangeMaxDays - 1}, because a run covers at most ${rangeMaxDays} days (RANGE_MAX_DAYS)`,
    };
  // Where such a rule is in force already, the rest of the document can still be changed.
  const isNew = adaptive?.by === 'pending' && inForce.adaptive?.by !== 'pending';
  if (isNew && pending.procedure === undefined)
    return {
      path: ['adaptive', 'by'],
      value: adaptive.by,
      message:
        'expected "duration" or "rows", because no procedure tells of new input: set PENDING_PROCEDURE first (docs/settings.md#late-input)',
    };
  return undefined;
}
