/** What operators do about days: close and reopen periods, request runs of named dates, plan and steer backfill. */
import { addDays, LocalDate } from '../../src/core/time/time.ts';
import type { Chance } from '../support/chance.ts';
import type { Command, DaysCommand } from './actions.ts';
import type { Planned } from './plan.ts';

const second = 1_000;
const minute = 60 * second;

/** It is this date where the simulation begins, or the one before. */
const firstDate = LocalDate.parse('2026-11-24');
const daysAgo = (count: number): LocalDate => addDays(firstDate, -count);

interface Place {
  readonly horizon: number;
  readonly instances: number;
  /** The number of the first event. */
  readonly first: number;
}

export function daysPlan(chance: Chance, { horizon, instances, first }: Place): readonly Planned[] {
  if (!chance.happens(0.5)) return [];
  const own = chance.stream('course');
  // A run of dates whose reopening ends before it has begun, or has been repeated.
  const course: readonly DaysCommand[] = own.happens(0.4) ? shortReopening(own) : [];
  const others = Array.from({ length: chance.whole(1, 5) }, (_, index) =>
    makeCommand(chance.stream(`command ${index}`)),
  );
  return [...course, ...others].map((command, index) => {
    const number = first + index;
    const placed = chance.stream(`place ${index}`);
    const follows = index > 0 && (index < course.length || placed.happens(0.3));
    const at = follows
      ? { of: number - 1, when: 'begun' as const, delay: placed.spread(6 * second, 5 * minute) }
      : placed.whole(0, horizon);
    return { number, at, action: { kind: 'command', command, on: placed.whole(0, instances - 1) } };
  });
}

function shortReopening(chance: Chance): readonly DaysCommand[] {
  const through = daysAgo(chance.whole(1, 3));
  return [
    { name: 'close_period', through, confirm: true },
    { name: 'reopen_period', from: addDays(through, -1), minutes: chance.spread(0.5, 30) },
    { name: 'force', awal: addDays(through, -1), akhir: through },
  ];
}

function makeCommand(chance: Chance): Extract<Command, DaysCommand> {
  const akhir = daysAgo(chance.whole(0, 5));
  const awal = addDays(akhir, -chance.whole(0, 3));
  switch (chance.weighted({ close: 3, reopen: 3, force: 2, plan: 4, pause: 1, resume: 4, cancel: 1 })) {
    case 'close':
      return { name: 'close_period', through: daysAgo(chance.whole(1, 8)), confirm: chance.happens(0.8) };
    case 'reopen':
      return { name: 'reopen_period', from: daysAgo(chance.whole(1, 8)), minutes: chance.spread(1, 240) };
    case 'force':
      return { name: 'force', awal, akhir };
    case 'plan':
      return { name: 'plan_backfill', awal, akhir, dates: chance.pick(['missing', 'all', 'all'] as const) };
    case 'pause':
      return { name: 'pause_backfill' };
    case 'resume':
      return { name: 'resume_backfill' };
    case 'cancel':
      return { name: 'cancel_backfill' };
  }
}
