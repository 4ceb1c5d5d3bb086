/** Why a slot comes when it does, in words. */
import type { Blocker, Slot, SlotCause } from './slot.ts';
import type { EpochMs } from '../time/time.ts';

const slotCauses: Readonly<Record<SlotCause, string>> = {
  start_delay: 'start delay after the first deployment, a resumption or a change',
  interval_after_finish: 'counted from the end of the previous run',
  fixed_rate: 'at a fixed rate',
  cron: 'by the cron expression',
  first_permitted: 'the first instant at which the schedule permits it',
  moved: 'moved',
};

export function causeWords(
  { cause, profile, moved }: Omit<Slot, 'at'>,
  at: (instant: EpochMs) => string,
): string {
  const words =
    moved === undefined ? slotCauses[cause] : `moved from ${at(moved.from)} by ${blockerWords(moved.by)}`;
  return profile === undefined ? words : `${words}, profile ${profile}`;
}

function blockerWords(blocker: Blocker): string {
  switch (blocker.kind) {
    case 'blackout':
      return `the blackout ${blocker.label}`;
    case 'paused_profile':
      return `the profile ${blocker.name}, which permits no slots`;
    case 'paused_rule':
      return 'the default rule, which permits no slots';
    case 'least_gap':
      return 'the least gap between two runs';
    case 'clock_change':
      return 'the change of the clocks, which skips that time';
  }
}
