/** Whoever wants to hear of something hears of it: once, in order, at the time of day that suits them, and delays nothing. */
import { stateOf } from '../../../src/core/notices/condition.ts';
import { isHeld } from '../../../src/core/notices/delivery-plan.ts';
import { isTrueAgain } from '../../../src/core/notices/plan-round.ts';
import { ConditionKind, type Notice } from '../../../src/core/notices/notice.ts';
import { minus, minutes, plus } from '../../../src/core/time/time.ts';
import { rightTime } from '../host-clock.ts';
import type { Arrival } from '../receivers.ts';
import type { MakeCheck, Scene } from './check.ts';
import { MuteBook } from './mute-book.ts';
import { isFinished } from '../../../src/core/run/run.ts';

const second = 1_000;

/** A table that takes too long may let a claim expire, without any fault of the plan. */
const claimTime = 50 * second;
const mostUnexplained = 2;

const hinders = ({ disturbances }: Scene, { by, at }: Arrival): boolean =>
  disturbances.since(by, at - 60 * second, ['fault', 'told_to_end', 'clock']);

export const arrivesOnce: MakeCheck = () => {
  const before = new Map<string, { readonly arrival: Arrival; readonly unexplained: number }>();
  return {
    claim: 'a notice reaches a receiver once, or again with its id where the reply or the sender was lost',
    arrived: (arrival, scene) => {
      const key = `${arrival.channel} ${arrival.id}`;
      const { arrival: last, unexplained = 0 } = before.get(key) ?? {};
      const explained = last === undefined || last.replyLost || hinders(scene, last);
      before.set(key, { arrival, unexplained: unexplained + (explained ? 0 : 1) });
      if (explained || (arrival.at - last.at > claimTime && unexplained < mostUnexplained)) return undefined;
      return `${key} arrived again after ${Math.round((arrival.at - last.at) / second)} s, although nothing had gone wrong`;
    },
  };
};

/** Clocks that jump may let somebody give up too early: a day has passed for them. */
export const isSteady = ({ clocksJump, clockSettings }: Scene): boolean => !clocksJump || clockSettings === 0;

/** Those whose receivers still want something. */
export const isLeftAlone = ({ receivers }: Scene, name: string): boolean => receivers.gone.has(name);

export const toldOncePerState: MakeCheck = () => {
  const seen = new Set<string>();
  const known = new Map<string, string>();
  const knownSince = new Map<string, number>();
  const mutes = new MuteBook();
  // What happens meanwhile is not told later, and what outlasts it is told again.
  const silenced = (channel: string, state: string, { receivers }: Scene): boolean =>
    receivers.gone.has(channel) || mutes.since(channel, knownSince.get(state) ?? 0);
  return {
    claim: 'a receiver hears of a state once, and then of its end',
    committed: (commit, { kernel }) => void mutes.note(commit, kernel.now),
    arrived: ({ channel, id, notice, at }, scene) => {
      if (notice === undefined || seen.has(`${channel} ${id}`)) return undefined;
      seen.add(`${channel} ${id}`);
      if (!isSteady(scene)) return undefined;
      if (notice.kind === 'recovered') {
        const begun = [...known].find(([key, of]) => of === notice.recovers && key.startsWith(`${channel} `));
        if (begun === undefined)
          return `${channel} heard of an end, but not of its beginning (${notice.recovers})`;
        known.delete(begun[0]);
        return undefined;
      }
      const kind = ConditionKind.safeParse(notice.kind).data;
      if (kind === undefined) return undefined;
      const state = `${channel} ${stateOf({ ...notice, kind })}`;
      const twice = known.has(state) && !silenced(channel, state, scene);
      known.set(state, id);
      knownSince.set(state, at);
      return twice ? `${state} was told although it was known` : undefined;
    },
  };
};

export const quietAtNight: MakeCheck = () => {
  const ends = new Map<string, Notice>();
  return {
    claim: 'during its quiet hours a receiver gets critical notices only',
    arrived: ({ channel, notice }, scene) => {
      const setting = scene.receivers.settings.find(({ name }) => name === channel);
      const zone = scene.truth.rows?.config.timeZone;
      // Whoever sends a test wants to see it arrive.
      if (notice === undefined || notice.kind === 'test' || zone === undefined || !isSteady(scene))
        return undefined;
      const now = rightTime(scene.kernel);
      // It may have been sent a moment before, by a clock that is a little ahead.
      const isNight = (what: Notice): boolean =>
        [minus(now, minutes(2)), now, plus(now, minutes(1))].every((at) =>
          isHeld(what, setting?.quietHours, at, zone),
        );
      const end = ends.get(channel);
      ends.delete(channel);
      if (end !== undefined && end.id !== notice.id && isNight(end) && !isTrueAgain(end, notice))
        return `${channel} got ${end.kind} during its quiet hours, and then ${notice.kind}`;
      if (!isNight(notice)) return undefined;
      // The state may have begun again: then that follows.
      if (notice.kind !== 'recovered') return `${channel} got ${notice.kind} during its quiet hours`;
      ends.set(channel, notice);
      return undefined;
    },
  };
};

const mostGone = 5;

export const leftAlone: MakeCheck = () => ({
  claim: 'whoever answers 410 is left alone',
  passed: ({ receivers }) => {
    for (const [name, { count }] of receivers.gone)
      if (name !== 'ping' && count > mostGone) return `${name} has answered 410 ${count} times`;
    return undefined;
  },
});

/** Milliseconds: with the moment that a tick grants them. */
const longestWait = 6 * second;

export const ticksDoNotWait: MakeCheck = () => ({
  claim: 'no tick waits for a receiver',
  ticked: (waited, name) =>
    waited <= longestWait
      ? undefined
      : `a tick of ${name} waited ${Math.round(waited / second)} s for a receiver`,
});

/** Longer than the longest wait between two tries. */
const surelyPinged = 100 * 60 * second;

export const endIsPinged: MakeCheck = () => {
  let last: { readonly id: string; readonly at: number } | undefined;
  const isMissing = ({ receivers }: Scene): boolean =>
    receivers.pings && last !== undefined && !receivers.arrivals.some(({ id }) => id === last?.id);
  return {
    claim: 'the dead-man’s switch hears how the last run ended',
    committed: ({ run, runBefore }, scene) => {
      if (run === undefined || !isFinished(run) || run.attempts.length === 0) return undefined;
      if (run.trigger === 'backfill') return undefined;
      if (runBefore !== undefined && isFinished(runBefore)) return undefined;
      const { now } = scene.kernel;
      const id = `${run.state.outcome === 'succeeded' ? 'success' : 'fail'} ${run.id}`;
      const before = last;
      // The end of a run takes the place of one that could not be told for long.
      const disturbed =
        before === undefined ||
        now - before.at < surelyPinged ||
        scene.disturbances.anySince(before.at) ||
        scene.receivers.sufferedSince('ping', before.at);
      const missed = !disturbed && isMissing(scene);
      last = { id, at: now };
      return missed ? `nobody heard of ${before.id}` : undefined;
    },
    finished: (scene) => {
      if (isLeftAlone(scene, 'ping') || !isSteady(scene)) return undefined;
      return isMissing(scene) ? `nobody heard of ${last?.id}` : undefined;
    },
  };
};

/** Checked by test/simulation/simulate.ts. */
export const outboxClaim = 'after the faults stop, nothing waits to be sent any more';
