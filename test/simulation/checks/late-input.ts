/** Late input: nothing that the scheduler was told of is forgotten, chased, or computed again for nothing. */
import type { Run } from '../../../src/core/run/run.ts';
import { hostsDiffer } from '../host-clock.ts';
import type { Commit } from '../truth.ts';
import type { MakeCheck, Scene } from './check.ts';
import { type DayBook, dateOf, dayOf, daysOf } from './day-book.ts';
import type { LateBook } from './late-book.ts';
import { begunBy } from './run-news.ts';
import { onItsWay } from './undisturbed.ts';

const second = 1_000;

const remembered = ({ after }: Commit): ReadonlySet<number> =>
  new Set(Object.keys(after.state.late?.dates ?? {}).map(dayOf));

export const lateIsRemembered =
  (days: DayBook, late: LateBook): MakeCheck =>
  () => ({
    claim: 'what the scheduler was told of late input it remembers until a run has seen it',
    committed: (commit, scene) => {
      days.note(commit);
      const news = late.note(commit, scene);
      const { coverage, active } = commit.after.state;
      if (coverage === undefined) return undefined;
      const known = remembered(commit);
      const forgotten = Object.keys(commit.before?.state.late?.dates ?? {})
        .map(dayOf)
        .find((day) => !known.has(day) && late.isLate(day));
      if (forgotten !== undefined)
        return `${dateOf(forgotten)} is forgotten, but rows arrived at ${late.arrivedAt(forgotten)}, and the last EXEC of it that succeeded began at ${late.beganAt(forgotten)}`;
      // What no run has settled is computed in any case.
      const lost = news?.days.find(
        (day) =>
          late.isLate(day) &&
          !known.has(day) &&
          (days.isSettled(day, coverage) || day < dayOf(coverage.since)),
      );
      return lost === undefined
        ? undefined
        : `the scheduler was told of ${dateOf(lost)}, and does not remember it${active === undefined ? '' : `; run ${active.id} is active`}`;
    },
  });

export const tellingsAreWritten: MakeCheck = () => ({
  claim: 'whoever was answered that late input is noted finds it in the audit',
  finished: ({ truth: { confirmed, audit } }) => {
    const written = new Set(audit.map(({ reason }) => reason));
    const lost = [...confirmed].find((key) => !written.has(`simulated ${key}`));
    return lost === undefined ? undefined : `what ${lost} told was answered, and never written`;
  },
});

/** What backfill begins by itself. */
function chunkOfItsOwn(commit: Commit): Run | undefined {
  const run = begunBy(commit);
  return run?.trigger === 'backfill' && commit.before?.state.backfill?.plan === undefined ? run : undefined;
}

/** Those that are no gaps: somebody must have told of them. */
function lateIn(run: Run | undefined, { before }: Commit, days: DayBook): readonly number[] {
  const coverage = before?.state.coverage;
  if (run === undefined || coverage === undefined) return [];
  return daysOf(run.range).filter((day) => days.isSettled(day, coverage) || day < dayOf(coverage.since));
}

export const lateIsNotChased =
  (days: DayBook, late: LateBook): MakeCheck =>
  () => ({
    claim: 'a date with late input is computed only once nothing more was told of it for the quiet time',
    committed: (commit, { settings, kernel, clockSettings }) => {
      const run = chunkOfItsOwn(commit);
      if (clockSettings > 0) return undefined;
      const early = lateIn(run, commit, days).find(
        (day) => waited(late, day, kernel.now) < settings.pending.quiet,
      );
      return early === undefined
        ? undefined
        : `run ${run?.id} computes ${dateOf(early)} ${Math.round((kernel.now - (late.newsOf(early)?.news ?? 0)) / second)} s after the last news of it`;
    },
  });

/** At most: what is told is decided by the clock of its process, before it is written. */
function waited(late: LateBook, day: number, now: number): number {
  const news = late.newsOf(day);
  if (news === undefined) return Infinity;
  return now - news.news + hostsDiffer + (news.how === 'told' ? onItsWay : 0);
}

export const lateIsComputedOnce =
  (days: DayBook, late: LateBook): MakeCheck =>
  () => {
    /** Runs that began for late input, with their dates. */
    const forInput = new Set<string>();
    return {
      claim: 'a date with late input is computed again once, unless that fails or more was told of',
      committed: (commit, { clockSettings }: Scene) => {
        const run = chunkOfItsOwn(commit);
        const again = lateIn(run, commit, days);
        // While the procedure fails, nothing waits for it, and it tells the same again later.
        if (commit.before?.state.late?.problem === undefined)
          for (const day of again) forInput.add(`${run?.id} ${day}`);
        if (clockSettings > 0) return undefined;
        const slack = hostsDiffer + onItsWay;
        // A run that was due anyway cannot wait for the database to be asked: a later question tells the same again.
        const needless = again.find((day) =>
          forInput.has(`${late.lastRun(day)} ${day}`)
            ? !late.hasMoreSince(day, slack)
            : !late.wasToldSince(day, slack),
        );
        return needless === undefined
          ? undefined
          : `run ${run?.id} computes ${dateOf(needless)}, though the attempt that computed it last began after all that was told`;
      },
    };
  };
