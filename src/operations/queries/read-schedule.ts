/** The rule in force with its next slots, or what they would be with another interval; changes nothing. */
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import type { ScheduleQuery } from '../../api/schemas/query-parameters.ts';
import { toScheduleView } from '../../api/views/schedule-view.ts';
import { usualDuration } from '../../core/run/usual-duration.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { World } from '../../ports.ts';

/** Ten days and more of runs every three hours, in one page. */
const runsToMeasure = 100;

export async function readSchedule(world: World, query: ScheduleQuery): Promise<ScheduleView> {
  const { settings, store } = world;
  const [snapshot, { runs }] = await Promise.all([
    store.read(),
    store.listRuns({ limit: runsToMeasure, outcome: 'succeeded' }),
  ]);
  const now = world.clock.now();
  const rows = rowsOrDefaults(snapshot, settings, now);
  const trial = { hours: intervalHoursOf(rows.config.schedule), ...query };
  return toScheduleView({ ...rows, now, usual: usualDuration(runs, now), settings, trial });
}
