/** Uploads of late rows in a simulation, and what goes wrong with the procedure that tells of them. */
import { addDays, LocalDate } from '../../src/core/time/time.ts';
import type { Chance } from '../support/chance.ts';
import type { Upload } from './actions.ts';
import type { Planned } from './plan.ts';

const second = 1_000;
const minute = 60 * second;

export interface LateWays {
  /** Whether the scheduler asks the database. */
  readonly asked: boolean;
  readonly uploads: number;
  readonly quiet: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** In two of five nothing arrives late. */
export function lateWays(chance: Chance): LateWays {
  if (!chance.happens(0.6)) return { asked: false, uploads: 0, quiet: 0, settings: {} };
  const asked = chance.happens(0.7);
  const quiet = chance.pick(['3', '10', '30'] as const);
  const every = chance.pick(['1', '5'] as const);
  return {
    asked,
    uploads: chance.whole(1, 6),
    quiet: Number(quiet) * minute,
    settings: {
      PENDING_QUIET_MINUTES: quiet,
      PENDING_EVERY_MINUTES: every,
      ...(asked ? { PENDING_PROCEDURE: 'dbo.spJamkerjaPending' } : {}),
    },
  };
}

interface Place {
  readonly horizon: number;
  readonly instances: number;
  /** The number of the first event. */
  readonly first: number;
}

export function latePlan(
  chance: Chance,
  ways: LateWays,
  { horizon, instances, first }: Place,
): readonly Planned[] {
  const uploads = Array.from({ length: ways.uploads }, (_, index): Planned => {
    const own = chance.stream(`upload ${index}`);
    const on = own.whole(0, instances - 1);
    const action = { kind: 'upload', on, upload: makeUpload(own, ways) } as const;
    return { number: first + index, at: placeOf(own, horizon), action };
  });
  if (!ways.asked) return uploads;
  const troubles = Array.from({ length: chance.whole(0, 3) }, (_, index): Planned => {
    const own = chance.stream(`trouble ${index}`);
    const trouble = own.pick(['fails', 'slow', 'hangs', 'misshapen'] as const);
    const action = { kind: 'payroll_trouble', trouble, duration: own.spread(minute, 90 * minute) } as const;
    return { number: first + uploads.length + index, at: own.whole(0, horizon), action };
  });
  return [...uploads, ...troubles];
}

/** Many fall upon a run, because that is where news gets lost. */
function placeOf(chance: Chance, horizon: number): Planned['at'] {
  if (chance.happens(0.4)) return chance.whole(0, horizon);
  const moment = chance.weighted({ begun: 2, called: 3, ended: 2, settled: 2 });
  return { moment, occurrence: chance.spread(1, 12), delay: chance.spread(1, 20 * second) };
}

function makeUpload(chance: Chance, { asked, quiet }: LateWays): Upload {
  const akhir = addDays(LocalDate.parse('2026-11-24'), -chance.spread(0.1, 12));
  const tells = !asked || chance.happens(0.4);
  return {
    awal: addDays(akhir, -chance.whole(0, 2)),
    akhir,
    ofActiveRun: chance.happens(0.3),
    batches: chance.happens(0.5) ? 1 : chance.whole(2, 6),
    between: chance.spread(second, quiet / 2),
    // A question reaches back a third of the quiet time, 10 minutes at most, and clocks differ.
    lasts: chance.spread(1, Math.min(10 * minute, quiet / 3) - 30 * second),
    tells: tells ? chance.pick(['each', 'last'] as const) : 'none',
  };
}
