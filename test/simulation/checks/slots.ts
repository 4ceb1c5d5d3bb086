/** Every slot becomes a run or a recorded skip, or is counted as missed by one of them, exactly once. */
import { isFinished, type Run } from '../../../src/core/run/run.ts';
import { hostsDiffer, rightTime } from '../host-clock.ts';
import type { MakeCheck, Scene } from './check.ts';
import { madeForSlot } from './run-news.ts';
import type { SlotBook, SlotsThen } from './slot-book.ts';

/** Nothing is promised about single slots once a clock was set: an instant may come twice. `notTooOften` bounds them. */
const clocksAreRight = ({ clocksJump, clockSettings }: Scene): boolean => !clocksJump || clockSettings === 0;

const wasSkippedAs = (run: Run, skip: 'still_running' | 'missed'): boolean =>
  isFinished(run) && run.state.skip === skip;
const skipsSlots = (run: Run): boolean => wasSkippedAs(run, 'still_running');

/** What had come when the run was made: for a skip, up to the slot that passed last. */
const coveredBy = (run: Run, then: SlotsThen): readonly number[] =>
  skipsSlots(run) ? then.open(run.slot, true) : then.open(run.createdAt, false);

/** `book` is shared by the checks that ask which slots have come. */
export const slotsOnce =
  (book: SlotBook): MakeCheck =>
  () => ({
    claim:
      'every slot ends as a run or a recorded skip, or is counted as missed by one of them, exactly once',
    committed: (commit, scene) => {
      const then = book.before(commit);
      const run = madeForSlot(commit);
      if (then === undefined || run === undefined || !clocksAreRight(scene)) return undefined;
      const expected = coveredBy(run, then);
      return expected.at(-1) === run.slot && expected.length === run.missedSlots + 1
        ? undefined
        : `run ${run.id} serves slot ${run.slot} and ${run.missedSlots} before, but what had come is ${expected.join(', ') || 'nothing'}`;
    },
  });

export const slotsInTime: MakeCheck = () => ({
  claim: 'no slot is served before its time',
  committed: (commit, scene) => {
    const { before } = commit;
    const run = madeForSlot(commit);
    if (before === undefined || run === undefined) return undefined;
    if (run.slot > run.createdAt) return `run ${run.id} began ${run.slot - run.createdAt} ms before its slot`;
    const early = run.slot - rightTime(scene.kernel);
    if (clocksAreRight(scene) && early > hostsDiffer)
      return `run ${run.id} began ${early} ms before its slot by the right time`;
    return run.slot < before.config.notBefore
      ? `run ${run.id} serves a slot that the last change had put off`
      : undefined;
  },
});

/** Slots that were overdue before a run was asked for are no reason to skip anything. */
export const skipsAreDuringRuns =
  (book: SlotBook): MakeCheck =>
  () => ({
    claim: 'a slot is skipped only for a run that was active when it came',
    committed: (commit, scene) => {
      const then = book.before(commit);
      const run = madeForSlot(commit);
      if (then === undefined || run === undefined || !skipsSlots(run)) return undefined;
      const first = (clocksAreRight(scene) ? coveredBy(run, then)[0] : undefined) ?? run.slot;
      const during = [...scene.truth.runs.values()].some(
        (each) =>
          !skipsSlots(each) &&
          each.trigger !== 'backfill' &&
          each.createdAt < first &&
          (!isFinished(each) || each.state.endedAt >= run.slot),
      );
      return during ? undefined : `no run was active from ${first} to ${run.slot}, which run ${run.id} skips`;
    },
  });

/** Those of a fixed rate and of cron: the interval that counts from the end has none during a run. */
export const slotsDuringRunsAreSkipped =
  (book: SlotBook): MakeCheck =>
  () => ({
    claim: 'a slot that comes during a run is skipped, not caught up on',
    committed: (commit, scene) => {
      const then = book.before(commit);
      const run = madeForSlot(commit);
      if (then === undefined || run === undefined || skipsSlots(run) || !clocksAreRight(scene))
        return undefined;
      const [first = Infinity] = then.open(run.createdAt, true);
      for (const other of scene.truth.runs.values()) {
        // What was overdue before a run was asked for is caught up on together with what came during it.
        if (
          other.id === run.id ||
          other.trigger === 'backfill' ||
          skipsSlots(other) ||
          first <= other.createdAt + hostsDiffer
        )
          continue;
        const ended = isFinished(other) ? other.state.endedAt : Infinity;
        if (first <= ended - hostsDiffer)
          return `run ${run.id} serves slot ${first}, which came while run ${other.id} was active`;
      }
      return undefined;
    },
  });

/** Ticks may be late by so much. */
const lateTick = 10 * 60_000;

export const catchUpIsKept: MakeCheck = () => ({
  claim: 'a slot is left out as missed if catch-up is off and it is more than 10 minutes late, and only then',
  committed: (commit) => {
    const run = madeForSlot(commit);
    const config = commit.before?.config;
    if (run === undefined || config === undefined || skipsSlots(run)) return undefined;
    const late = run.createdAt - run.slot;
    const expected = config.catchUp === false && late > lateTick;
    return wasSkippedAs(run, 'missed') === expected
      ? undefined
      : `run ${run.id} ${expected ? 'serves' : 'leaves out'} slot ${run.slot}, ${late} ms late`;
  },
});
