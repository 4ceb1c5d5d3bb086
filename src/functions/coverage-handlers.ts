/** The questions about the days. Each loads what only it needs when it is first called. */
import type { coverageQueries } from '../api/coverage-queries.ts';
import { invalid } from '../api/refusals.ts';
import { DaysQuery, NoParameters } from '../api/schemas/query-parameters.ts';
import type { Handler } from './http.ts';
import { query } from './query.ts';
import { found } from './replies.ts';

type Name = (typeof coverageQueries)[number]['name'];

export const coverageHandlers: Readonly<Record<Name, Handler>> = {
  days: query(DaysQuery, async (call, given) => {
    const [{ readDays }, { toDaysView }] = await Promise.all([
      import('../operations/queries/read-days.ts'),
      import('../api/views/days-view.ts'),
    ]);
    const read = await readDays(call.world, given);
    if (read.kind === 'read') {
      const days = toDaysView(read, call.world.settings);
      return found(call, days);
    }
    const { awal } = read.period;
    const expected = `a date from ${awal} on, 399 days later at most`;
    return invalid([{ field: 'to', value: read.period.akhir, expected }]);
  }),

  backfill: query(NoParameters, async (call) => {
    const [{ readBackfill }, { toBackfillProgressView }] = await Promise.all([
      import('../operations/queries/read-backfill.ts'),
      import('../api/views/backfill-progress.ts'),
    ]);
    return found(call, toBackfillProgressView(await readBackfill(call.world), call.world.settings));
  }),
};
