/** What backfill computes, and when it may: the oldest missing dates, and only while nothing else is to be done. */
import type { Closing } from '../../../src/core/coverage/closing.ts';
import { isFinished, type Run } from '../../../src/core/run/run.ts';
import { hostsDiffer } from '../host-clock.ts';
import type { Rows } from '../truth.ts';
import type { MakeCheck } from './check.ts';
import type { LateBook } from './late-book.ts';
import { type DayBook, dateOf, dayAt, dayOf, daysOf, isOverAt } from './day-book.ts';
import { begunBy, finishedBy } from './run-news.ts';
import { onItsWay } from './undisturbed.ts';
import type { SlotBook, SlotsThen } from './slot-book.ts';

const hour = 3_600_000;
/** One that lasts longer was given by a clock that was ahead. */
const longestReopening = 32 * 24 * hour;

export function closedThen(closing: Closing | undefined, now: number): number {
  if (closing === undefined) return -Infinity;
  const { through, reopened } = closing;
  const left = reopened === undefined ? 0 : reopened.until - now;
  if (reopened === undefined || left <= 0 || left > longestReopening) return dayOf(through);
  return Math.min(dayOf(through), dayOf(reopened.from) - 1);
}

/** The first date that a run of the schedule will still compute. */
function nextRunComputes({ config, open }: SlotsThen, now: number): number {
  const { timeZone, daysBack, pause } = config;
  const ahead = pause === undefined ? [6, 72] : [];
  const next = ahead.flatMap((hours) => open(now + hours * hour, false).slice(0, 1))[0] ?? now;
  return dayAt(next, timeZone) - daysBack;
}

/** In order. Without a plan what the schedule has moved past, with one what it asks for. */
export function missingDates(
  { state }: Rows,
  book: DayBook,
  then: SlotsThen,
  now: number,
): readonly number[] {
  const { coverage, closing, backfill } = state;
  if (coverage === undefined) return [];
  const plan = backfill?.plan;
  const first = dayOf(plan?.next ?? coverage.since);
  const before = plan === undefined ? nextRunComputes(then, now) : dayOf(plan.akhir) + 1;
  const days = Array.from({ length: Math.max(0, before - first) }, (_, index) => first + index);
  const closed = closedThen(closing, now);
  return days.filter(
    (day) =>
      day > closed &&
      (plan !== undefined || isOverAt(day, coverage) <= now) &&
      (plan?.dates === 'all' || !book.isSettled(day, coverage)),
  );
}

/** A chunk begins in the write that makes it. */
const chunkBegun = (run: Run | undefined): run is Run => run?.trigger === 'backfill';

/** A telling is decided by the clock of its process, before it is written. */
const lateSlack = hostsDiffer + onItsWay;

export const oldestMissingDates =
  (days: DayBook, slots: SlotBook, late: LateBook): MakeCheck =>
  () => ({
    claim:
      'a chunk of backfill has the oldest missing dates, and as many as it may, and none that is settled and has no late input',
    committed: (commit, { settings, clockSettings }) => {
      const { before } = commit;
      const then = slots.before(commit);
      const run = begunBy(commit);
      if (!chunkBegun(run) || before === undefined || then === undefined) return undefined;
      const most = settings.backfillChunkDays ?? before.config.daysBack + 1;
      const range = daysOf(run.range);
      const { coverage, backfill } = before.state;
      const settled = range.find(
        (day) =>
          coverage === undefined || (days.isSettled(day, coverage) && !late.wasToldSince(day, lateSlack)),
      );
      if (settled !== undefined && backfill?.plan?.dates !== 'all')
        return `run ${run.id} computes ${dateOf(settled)}, which is settled`;
      // By a clock that was set, other slots come next.
      if (clockSettings > 0)
        return range.length <= most ? undefined : `run ${run.id} has ${range.length} dates`;
      const missing = missingDates(before, days, then, run.createdAt);
      const first = missing[0] ?? Infinity;
      // When exactly a date with late input has been quiet for long enough is up to the clock of its process.
      if (before.state.late !== undefined && range.some((day) => late.wasToldSince(day, lateSlack))) {
        const other = range.find((day) => !missing.includes(day) && !late.wasToldSince(day, lateSlack));
        if (other !== undefined) return `run ${run.id} computes ${dateOf(other)}, which is not missing`;
        // Until ticks have come steadily, what is missing waits, and late input does not.
        const isLateAlone = range.every((day) => late.wasToldSince(day, lateSlack));
        return (isLateAlone || range[0]! <= first) && range.length <= most
          ? undefined
          : `run ${run.id} computes ${run.range.awal} to ${run.range.akhir}, but ${dateOf(first)} is missing`;
      }
      const expected = missing.filter((day, index) => day === missing[0]! + index).slice(0, most);
      return expected.join() === range.join()
        ? undefined
        : `run ${run.id} computes ${run.range.awal} to ${run.range.akhir}, but what is missing begins with ${expected.map(dateOf).join(', ') || 'nothing'}`;
    },
  });

export const backfillYields =
  (slots: SlotBook): MakeCheck =>
  () => ({
    claim:
      'a chunk of backfill begins only when no slot is due and nothing forbids it, so that a slot waits for one chunk at most',
    committed: (commit, { settings, clockSettings }) => {
      const then = slots.before(commit);
      const run = begunBy(commit);
      if (!chunkBegun(run) || commit.before === undefined || then === undefined) return undefined;
      const { config, state } = commit.before;
      if (commit.runBefore !== undefined) return `run ${run.id} had waited`;
      if (state.active !== undefined) return `run ${run.id} began beside run ${state.active.id}`;
      if (state.backfill?.plan === undefined && config.pause !== undefined)
        return `run ${run.id} began while the schedule was paused, and nobody had asked for it`;
      if (state.backfill?.plan === undefined && settings.backfill === 'ask')
        return `run ${run.id} began, and nobody had asked for it`;
      // The least gap is one between runs of the schedule.
      if (then.oracle.at(run.createdAt, undefined).blocked)
        return `run ${run.id} began at ${run.createdAt}, when none may`;
      if (clockSettings > 0 || config.pause !== undefined) return undefined;
      const [due] = then.open(run.createdAt, false);
      return due === undefined ? undefined : `run ${run.id} began although slot ${due} was due`;
    },
  });

const mostFailures = 3;

export const backfillGivesUp: MakeCheck = () => {
  let failures = 0;
  let paused = false;
  let last: { readonly endedAt: number; readonly good: boolean; readonly skipped: boolean } | undefined;
  return {
    claim:
      'a chunk of backfill has one attempt, the next one waits as configured, and after three failures in a row none follows until somebody resumes it',
    committed: (commit, { settings, clockSettings }) => {
      const { run, after, audit } = commit;
      if (audit?.action === 'resume_backfill' || audit?.action === 'plan_backfill') failures = 0;
      if (audit?.action === 'resume_backfill') paused = false;
      if (audit?.action === 'pause_backfill') paused = true;
      const begun = begunBy(commit);
      if (chunkBegun(begun)) {
        if (failures >= mostFailures || paused)
          return `run ${begun.id} began after ${failures} failures${paused ? ' and a pause' : ''}`;
        const delays = settings.retryDelays;
        const longest = delays.at(-1) ?? 0;
        const delay =
          last?.skipped === true ? longest : failures === 0 ? 0 : (delays[failures - 1] ?? longest);
        const waited = last === undefined || last.good ? Infinity : begun.createdAt - last.endedAt;
        if (waited < delay - hostsDiffer && clockSettings === 0)
          return `run ${begun.id} began ${waited} ms after a failure instead of ${delay}`;
      }
      if (run?.trigger === 'backfill' && !isFinished(run) && run.state.kind === 'waiting')
        return `run ${run.id} waits for another attempt`;
      const ended = finishedBy(commit);
      if (ended?.trigger !== 'backfill') return undefined;
      const { outcome, failure, endedAt } = ended.state;
      last = { endedAt, good: outcome === 'succeeded', skipped: outcome === 'skipped' };
      if (outcome === 'succeeded') failures = 0;
      if (outcome === 'timed_out' || outcome === 'lost') failures += 1;
      if (outcome === 'failed' && failure?.class !== 'interrupted') failures += 1;
      if (outcome === 'cancelled') paused = true;
      const { backfill } = after.state;
      return backfill?.failures === failures && (backfill.paused !== undefined) === paused
        ? undefined
        : `after run ${ended.id} the state has ${JSON.stringify(backfill)}, the history ${failures} failures`;
    },
  };
};
