/** The schedule in force with its next slots, or a preview of another interval or document; changes nothing. */
import {
  changeInterval,
  type ChangedInterval,
  type IntervalChange,
  type JobConfig,
} from '../../core/job/job-config.ts';
import { type ProposedSchedule, replaceSchedule } from '../../core/job/propose-schedule.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import { usualDuration } from '../../core/run/usual-duration.ts';
import { upcomingSlots } from '../../core/job/upcoming-slots.ts';
import { adaptedPlan, intervalInForce } from '../../core/schedule/adaptive.ts';
import { longestIntervalHours } from '../../core/schedule/limits.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import { scheduleWarnings } from '../../core/schedule/warnings/schedule-warnings.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

/** Ten days and more of runs every three hours, in one page. */
const runsToMeasure = 100;
const slotsToShow = 20;

export async function readSchedule(world: World, trial: Partial<IntervalChange>) {
  const { config, now, usual, forecast } = await readForecast(world);
  const tried = tryOut(config, trial, now, world.settings);
  return { config, tried, usual, ...forecast(tried.config) };
}

/** What a proposed document would mean; decided by what `setSchedule` decides by. */
export async function previewSchedule(world: World, proposed: ProposedSchedule) {
  const { config, now, forecast } = await readForecast(world);
  const replaced = replaceSchedule(config, proposed, previewer(config), now, world.settings);
  if (replaced.kind === 'refused') return replaced;
  return { ...replaced, inForce: config, ...forecast(replaced.config) };
}

/** The coming slots, with as many as a calendar should show, and how long each of them takes. */
export async function readComingSlots(world: World, count: number) {
  const { config, now, usual, forecast } = await readForecast(world, count);
  return { config, now, usual, slots: forecast(config).slots };
}

async function readForecast({ settings, store, clock }: World, count = slotsToShow) {
  const [snapshot, { runs }] = await Promise.all([
    store.read(),
    store.listRuns({ limit: runsToMeasure, outcome: 'succeeded' }),
  ]);
  const now = clock.now();
  const { config, state } = rowsOrDefaults(snapshot, settings, now);
  const usual = usualDuration(runs, now);
  const { startDelay } = settings;
  const forecast = (of: JobConfig) => ({
    slots: upcomingSlots(of, state, { now, usual: usual?.median, startDelay, count }),
    warnings: scheduleWarnings(adaptedPlan(of, state.adapted), now, usual),
    adapted: intervalInForce(of, state.adapted),
  });
  return { config, now, usual, forecast };
}

const previewer = ({ changedBy }: JobConfig) => ({ id: 'preview', name: changedBy });

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
  return changeInterval(config, change, previewer(config), now, settings);
}
