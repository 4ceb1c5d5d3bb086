/** The current rule with its next slots, or a preview with another interval; changes nothing. */
import {
  changeInterval,
  type ChangedInterval,
  type IntervalChange,
  type JobConfig,
} from '../../core/job/job-config.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import { usualDuration } from '../../core/run/usual-duration.ts';
import { upcomingSlots } from '../../core/job/upcoming-slots.ts';
import { longestIntervalHours } from '../../core/schedule/limits.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { EpochMs } from '../../core/time/time.ts';
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
  const tried = tryOut(config, trial, now, settings);
  const { startDelay } = settings;
  const slots = upcomingSlots(tried.config, state, {
    now,
    usual: usual?.median,
    startDelay,
    count: slotsToShow,
  });
  return { config, tried, slots, usual };
}

/** A rule that is no interval stays as it is unless one is tried out. */
function tryOut(
  config: JobConfig,
  trial: Partial<IntervalChange>,
  now: EpochMs,
  settings: Settings,
): ChangedInterval {
  const { hours, after } = trial;
  if (config.schedule.kind !== 'interval' && hours === undefined && after === undefined)
    return { kind: 'unchanged', config };
  const change = { hours: Math.min(intervalHoursOf(config.schedule), longestIntervalHours), ...trial };
  return changeInterval(config, change, { id: 'preview', name: config.changedBy }, now, settings);
}
