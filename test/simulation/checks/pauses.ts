/** What a pause and a change of the schedule put off, and how often scheduled runs begin. */
import { isFinished } from '../../../src/core/run/run.ts';
import type { MakeCheck } from './check.ts';
import { begunBy, madeForSlot } from './run-news.ts';
import { changesPerDay, shortestGapOf } from './slot-book.ts';

export const pausedRests: MakeCheck = () => ({
  claim: 'while paused only what was requested starts',
  committed: (commit, { clockSettings }) => {
    const { before, run } = commit;
    if (before === undefined || run === undefined || run.trigger !== 'schedule') return undefined;
    const { pause, notBefore } = before.config;
    const begun = begunBy(commit);
    if (pause !== undefined) {
      if (madeForSlot(commit) !== undefined)
        return `run ${run.id} was made for a slot while the schedule was paused`;
      return begun && `run ${run.id} began while the schedule was paused`;
    }
    // Instants of the future that a clock has left behind bind nothing.
    if (clockSettings > 0 || begun?.state.kind !== 'running') return undefined;
    const early = notBefore - begun.state.attempt.startedAt;
    return early > 0 ? `run ${run.id} began ${early} ms before the start delay was over` : undefined;
  },
});

export const changesDelay: MakeCheck = () => ({
  claim: 'a first start, the end of a pause and a change put off the next slot by the start delay',
  committed: ({ before, after, audit }, { settings, clockSettings }) => {
    const { config } = after;
    if (config === before?.config) return undefined;
    // Whatever else has happened since the last change of the schedule.
    const early = config.changedAt + settings.startDelay - config.notBefore;
    if (clockSettings === 0 && early > 0)
      return `slots may come ${early} ms too early after the change at ${config.changedAt}`;
    const resumed = before?.config.pause !== undefined && config.pause === undefined;
    const changed = audit?.action === 'set_interval' || audit?.action === 'set_schedule';
    if (before !== undefined && !resumed && !changed) return undefined;
    // A pause that is over by itself ends at the next tick, not before its end.
    const at = audit?.at ?? before?.config.pause?.until ?? config.changedAt;
    const short = at + settings.startDelay - config.notBefore;
    return short > 0 ? `slots may come ${short} ms too early after a change at ${at}` : undefined;
  },
});

/** As many as may come at once: a catch-up run, and the slot after it on a fixed grid. */
const catchUp = 2;
const day = 86_400_000;

/** Where another rule comes into force, its slot may follow at once upon that of the rule before. Holds whatever the clocks show, because it counts by the right time: each change and each setting permits one more. */
export const notTooOften: MakeCheck = () => {
  let permitted = catchUp;
  let counted = 0;
  let clockSettings = 0;
  return {
    claim: 'scheduled runs begin no more often than the interval permits',
    committed: (commit, scene) => {
      const { before, after } = commit;
      const run = madeForSlot(commit);
      const { now } = scene.kernel;
      const { config } = before ?? after;
      const changes = changesPerDay(config);
      const burst = catchUp + changes;
      const gained = (now - counted) * (1 / shortestGapOf(config) + changes / day);
      counted = now;
      permitted = Math.max(permitted, Math.min(burst, permitted + gained));
      permitted +=
        scene.clockSettings -
        clockSettings +
        (before?.config === after.config ? 0 : 1 + changesPerDay(after.config));
      clockSettings = scene.clockSettings;
      if (run === undefined || isFinished(run)) return undefined;
      permitted -= 1;
      return permitted >= -0.01 ? undefined : `run ${run.id} began too soon after the one before`;
    },
  };
};
