/** Every slot becomes a run or a recorded skip, or is counted as missed by one of them, exactly once. */
import { isDeepStrictEqual } from 'node:util';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { isFinished, type Run } from '../../../src/core/run/run.ts';
import { intervalIn } from '../../support/core-samples.ts';
import { hostsDiffer, rightTime } from '../host-clock.ts';
import type { MakeCheck, Scene } from './check.ts';
import { finishedBy, madeForSlot } from './run-news.ts';
import { firstAfterEnd, intervalOf, SlotList } from './slot-list.ts';

/** Nothing is promised about single slots once a clock was set: an instant may come twice. `notTooOften` bounds them. */
const clocksAreRight = ({ clocksJump, clockSettings }: Scene): boolean => !clocksJump || clockSettings === 0;

const skipsSlots = (run: Run): boolean => isFinished(run) && run.state.skip === 'still_running';

export const slotsOnce: MakeCheck = () => {
  const slots = new SlotList();
  let lastEnd: number | undefined;

  function problemOf(run: Run, config: JobConfig): string | undefined {
    const interval = intervalOf(config);
    const covered = Array.from(
      { length: run.missedSlots + 1 },
      (_, index) => run.slot - (run.missedSlots - index) * interval,
    );
    const counted = intervalIn(config).after === 'finish';
    const served = counted ? covered.slice(0, 1) : covered;
    if (counted) slots.serve(run.slot);
    const expected = counted ? [firstAfterEnd(config, lastEnd)] : slots.take(config, run.slot);
    if (!isDeepStrictEqual(served, expected))
      return `run ${run.id} covers ${served.join(', ')}, but what had come is ${expected.join(', ') || 'nothing'}`;
    return !skipsSlots(run) && run.createdAt - run.slot >= interval
      ? `run ${run.id} serves slot ${run.slot}, but a later one had come`
      : undefined;
  }

  return {
    claim:
      'every slot ends as a run or a recorded skip, or is counted as missed by one of them, exactly once',
    committed: (commit, scene) => {
      const { before, after } = commit;
      const run = madeForSlot(commit);
      const finished = finishedBy(commit);
      if (before !== undefined) slots.pass(before.config, rightTime(scene.kernel));
      const problem = run && before && problemOf(run, before.config);
      if (after.config !== before?.config) slots.begin(after.config);
      // A run that never began has no end that an interval could count from.
      if (finished !== undefined && finished.attempts.length > 0) lastEnd = finished.state.endedAt;
      return clocksAreRight(scene) ? problem : undefined;
    },
  };
};

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
export const skipsAreDuringRuns: MakeCheck = () => ({
  claim: 'a slot is skipped only for a run that was active when it came',
  committed: (commit, { truth }) => {
    const { before } = commit;
    const run = madeForSlot(commit);
    if (before === undefined || run === undefined || !skipsSlots(run)) return undefined;
    const first = run.slot - run.missedSlots * intervalOf(before.config);
    const during = [...truth.runs.values()].some(
      (each) =>
        !skipsSlots(each) && each.createdAt < first && (!isFinished(each) || each.state.endedAt >= run.slot),
    );
    return during ? undefined : `no run was active from ${first} to ${run.slot}, which run ${run.id} skips`;
  },
});

/** Those of a fixed rate: the interval that counts from the end has none during a run. */
export const slotsDuringRunsAreSkipped: MakeCheck = () => ({
  claim: 'a slot that comes during a run is skipped, not caught up on',
  committed: (commit, scene) => {
    const { before } = commit;
    const run = madeForSlot(commit);
    if (before === undefined || run === undefined || skipsSlots(run)) return undefined;
    if (intervalIn(before.config).after !== 'start') return undefined;
    const interval = intervalOf(before.config);
    const first = run.slot - run.missedSlots * interval;
    for (const other of scene.truth.runs.values()) {
      // What was overdue before a run was asked for is caught up on together with what came during it.
      if (other.id === run.id || skipsSlots(other) || first <= other.createdAt + hostsDiffer) continue;
      const ended = isFinished(other) ? other.state.endedAt : Infinity;
      if (clocksAreRight(scene) && first <= ended - hostsDiffer)
        return `run ${run.id} serves slot ${first}, which came while run ${other.id} was active`;
    }
    return undefined;
  },
});
