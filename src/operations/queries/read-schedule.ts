/** The current rule with its next slots, or a preview with another interval; changes nothing. */
import { changeInterval, type IntervalChange } from '../../core/job/job-config.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import { usualDuration } from '../../core/run/usual-duration.ts';
import { upcomingSlots } from '../../core/job/upcoming-slots.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { World } from '../../ports.ts';

/** Ten days and more of runs every three hours, in one page. */
const runsToMeasure = 100;
const slotsToShow = 20;

export async function readSchedule(world: World, trial: Partial<IntervalChange>) {
  const { settings, store } = world;
  const [snapshot, { runs }] = await Promise.all([
    store.read(),
    store.listRuns({ limit: runsToMeasure, outcome: 'succeeded' }),
  ]);
  const now = world.clock.now();
  const { config, state } = rowsOrDefaults(snapshot, settings, now);
  const usual = usualDuration(runs, now);
  const change = { hours: intervalHoursOf(config.schedule), ...trial };
  const preview = { id: 'preview', name: config.changedBy };
  const tried = changeInterval(config, change, preview, now, settings);
  const { startDelay } = settings;
  const slots = upcomingSlots(tried.config, state, {
    now,
    usual: usual?.median,
    startDelay,
    count: slotsToShow,
  });
  return { config, tried, slots, usual };
}
