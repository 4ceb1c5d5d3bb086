/**
 * The slots that the rule in force gives next, as far as anybody can know: those that count from the end of a run
 * depend on how long runs take, so they are estimates by the usual duration.
 */
import type { JobConfig } from '../job/job-config.ts';
import { scheduleHistory } from '../job/decide.ts';
import { type ActiveRun, hasBegun } from '../run/run.ts';
import { dueSlots, intervalOf, nextSlot, type Slot } from './schedule.ts';
import type { JobState } from '../job/job-state.ts';
import { type DurationMs, type EpochMs, later, milliseconds, plus } from '../time/time.ts';

export interface UpcomingSlot extends Slot {
  /** Depends on when a run ends that has not ended yet. */
  readonly estimated: boolean;
  /** Runs as long as usual would still be in progress then, so it would be skipped. */
  readonly overlapped: boolean;
}

export interface Outlook {
  readonly now: EpochMs;
  /** Undefined counts as nothing. */
  readonly usual: DurationMs | undefined;
  /** Between the end of a pause and the first slot. */
  readonly startDelay: DurationMs;
  readonly count: number;
}

/** In order; none while the schedule is paused without an end. */
export function upcomingSlots(config: JobConfig, state: JobState, outlook: Outlook): readonly UpcomingSlot[] {
  const { pause } = config;
  if (pause !== undefined && pause.until === undefined) return [];
  const resumed =
    pause?.until === undefined
      ? config
      : { ...config, notBefore: plus(later(pause.until, outlook.now), outlook.startDelay) };
  const busyUntil = state.active === undefined ? undefined : expectedEnd(state.active, outlook);
  return config.schedule.after === 'start'
    ? atFixedRate(resumed, state, busyUntil, outlook)
    : afterEachFinish(resumed, state, busyUntil, outlook);
}

/** When a run ends that takes as long as usual, but never before now. */
export function expectedEnd(
  run: ActiveRun,
  { now, usual = milliseconds(0) }: Pick<Outlook, 'now' | 'usual'>,
): EpochMs {
  const begins = hasBegun(run) ? run.state.attempt.startedAt : later(run.state.dueAt, now);
  return later(now, plus(begins, usual));
}

function atFixedRate(
  config: JobConfig,
  state: JobState,
  busyUntil: EpochMs | undefined,
  { now, usual = milliseconds(0), count }: Outlook,
): readonly UpcomingSlot[] {
  const interval = intervalOf(config.schedule);
  const history = scheduleHistory(config, state);
  const due = dueSlots(config.schedule, history, now);
  const { at: first, cause } = nextSlot(config.schedule, history);
  // One run serves all that are due; beside a run that is active, they are skipped.
  let at = due === undefined ? first : busyUntil === undefined ? due.latest : plus(due.latest, interval);
  let busy = busyUntil;
  return Array.from({ length: count }, () => {
    // A slot at the very end of a run is skipped as well.
    const overlapped = busy !== undefined && at <= busy;
    const slot = { at, cause, estimated: false, overlapped };
    if (!overlapped) busy = plus(at, usual);
    at = plus(at, interval);
    return slot;
  });
}

function afterEachFinish(
  config: JobConfig,
  state: JobState,
  busyUntil: EpochMs | undefined,
  { now, usual = milliseconds(0), count }: Outlook,
): readonly UpcomingSlot[] {
  const history = scheduleHistory(config, state);
  const lastEnd = busyUntil ?? history.lastEnd;
  let { at, cause } = nextSlot(config.schedule, { ...history, lastEnd });
  at = later(at, now);
  let estimated = busyUntil !== undefined && cause !== 'start_delay';
  return Array.from({ length: count }, () => {
    const slot = { at, cause, estimated, overlapped: false };
    ({ at, cause } = nextSlot(config.schedule, { ...history, lastEnd: plus(at, usual) }));
    estimated = true;
    return slot;
  });
}
