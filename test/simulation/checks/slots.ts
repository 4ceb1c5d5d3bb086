/** Every slot becomes a run or a recorded skip, or is counted as missed by one of them, exactly once. */
import { intervalOf } from '../../../src/core/schedule/interval.ts';
import { isFinished } from '../../../src/core/run/run.ts';
import type { Commit } from '../truth.ts';
import type { MakeCheck } from './check.ts';
import { begunBy } from './exclusion.ts';

const isNew = ({ run, runBefore }: Commit): boolean => run !== undefined && runBefore === undefined;

export const slotsOnce: MakeCheck = () => {
  const served = new Set<number>();
  /** The last slot served at a fixed rate, while nobody has changed the configuration since. */
  let last: number | undefined;
  return {
    claim: 'no slot without a run or a recorded reason, and none twice',
    committed: (commit, { clocksJump }) => {
      const { before, run } = commit;
      if (before === undefined || before.config !== commit.after.config) last = undefined;
      if (before === undefined || run === undefined || run.trigger !== 'schedule' || !isNew(commit))
        return undefined;
      const { schedule, notBefore } = before.config;
      const interval = intervalOf(schedule);
      const earliest = run.slot - run.missedSlots * interval;
      // An instant that a clock shows for the second time is another slot; `notTooOften` limits those.
      if (served.has(run.slot) && !clocksJump) return `slot ${run.slot} became a second run (${run.id})`;
      served.add(run.slot);
      const { lastEnd } = before.state;
      if (schedule.after === 'finish') {
        const due = Math.max(notBefore, lastEnd === undefined ? -Infinity : lastEnd + interval);
        if (clocksJump || earliest === due) return undefined;
        return `the first slot that run ${run.id} covers is ${earliest}, but the one that was due is ${due}`;
      }
      const expected = last === undefined ? undefined : last + interval;
      last = run.slot;
      if (clocksJump || expected === undefined || earliest === expected) return undefined;
      return `after slot ${expected - interval} comes ${expected}, but run ${run.id} covers those from ${earliest}`;
    },
  };
};

export const slotsInTime: MakeCheck = () => ({
  claim: 'no slot is served before its time or within the start delay',
  committed: (commit) => {
    const { before, run } = commit;
    if (before === undefined || run === undefined || run.trigger !== 'schedule' || !isNew(commit))
      return undefined;
    if (run.slot > run.createdAt) return `run ${run.id} began ${run.slot - run.createdAt} ms before its slot`;
    return run.slot < before.config.notBefore ? `run ${run.id} serves a slot before notBefore` : undefined;
  },
});

export const pausedRests: MakeCheck = () => ({
  claim: 'while paused only what was requested starts',
  committed: (commit) => {
    const { before, run } = commit;
    if (before?.config.pause === undefined || run === undefined || run.trigger !== 'schedule')
      return undefined;
    if (isNew(commit)) return `run ${run.id} was made for a slot while the schedule was paused`;
    return begunBy(commit) === undefined ? undefined : `run ${run.id} began while the schedule was paused`;
  },
});

/** As many as may come at once: a catch-up run, and the slot after it on a fixed grid. */
const burst = 2;

/** Holds whatever the clocks show, because it counts by the right time: each change and each setting permits one more. */
export const notTooOften: MakeCheck = () => {
  let permitted = burst;
  let counted = 0;
  let clockSettings = 0;
  return {
    claim: 'scheduled runs begin no more often than the interval permits',
    committed: (commit, scene) => {
      const { before, after, run } = commit;
      const { now } = scene.kernel;
      const gained = (now - counted) / intervalOf((before ?? after).config.schedule);
      counted = now;
      permitted = Math.max(permitted, Math.min(burst, permitted + gained));
      permitted += scene.clockSettings - clockSettings + (before?.config === after.config ? 0 : 1);
      clockSettings = scene.clockSettings;
      if (run === undefined || run.trigger !== 'schedule' || !isNew(commit) || isFinished(run))
        return undefined;
      permitted -= 1;
      return permitted >= -0.01 ? undefined : `run ${run.id} began too soon after the one before`;
    },
  };
};
