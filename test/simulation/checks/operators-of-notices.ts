/** What operators do about channels: a mute is kept and no longer than it was given, and a test is sent once and switches a channel on. */
import { ChannelName, type Tested } from '../../../src/core/notices/channel.ts';
import { rightTime } from '../host-clock.ts';
import { askedFor } from '../operators.ts';
import type { Arrival } from '../receivers.ts';
import type { MakeCheck, Scene } from './check.ts';
import { MuteBook } from './mute-book.ts';
import { isSteady } from './notices.ts';

const minute = 60_000;

export const mutedIsQuiet: MakeCheck = () => {
  const book = new MuteBook();
  return {
    claim: 'a muted channel gets nothing but tests',
    committed: (commit, { kernel }) => void book.note(commit, kernel.now),
    arrived: ({ channel, notice, by, at }, scene) => {
      if (notice === undefined || notice.kind === 'test' || !isSteady(scene)) return undefined;
      if (!book.surely(channel, at, 3 * minute, minute)) return undefined;
      return scene.disturbances.since(by, at - 3 * minute)
        ? undefined
        : `${channel} got ${notice.kind} although it was muted`;
    },
  };
};

/** Longer than it takes a tick to put right what a wrong clock has written. */
const calm = 15 * minute;
const tolerance = 3 * minute;

export const mutesEnd: MakeCheck = () => {
  const book = new MuteBook();
  const check = ({ truth, kernel, disturbances }: Scene): string | undefined => {
    if (disturbances.anySince(kernel.now - calm)) return undefined;
    // Where one process is alone, no tick comes while it executes a run.
    if (truth.rows?.state.active !== undefined) return undefined;
    for (const channel of ChannelName.options) {
      const left = (truth.rows?.config.mutes?.[channel]?.until ?? 0) - rightTime(kernel);
      const given = book.given(channel);
      if (left > given + tolerance)
        return `${channel} is muted for ${Math.round(left / minute)} minutes more, but was for ${Math.round(given / minute)} in all`;
    }
    return undefined;
  };
  return {
    claim: 'a mute lasts no longer than it was given, whatever the clocks showed',
    committed: (commit, { kernel }) => void book.note(commit, kernel.now),
    passed: check,
    finished: check,
  };
};

export const testsAreSentOnce: MakeCheck = () => {
  const sent = new Map<string, Set<string>>();
  const recorded = new Map<string, number>();
  const arrived = new Set<string>();
  return {
    claim: 'a test is sent once, and again only if the command is repeated before it was recorded',
    committed: ({ audit }, { kernel }) => {
      const key = audit?.action === 'test_channels' ? askedFor(audit.actor) : undefined;
      if (key !== undefined) recorded.set(key, kernel.now);
      return undefined;
    },
    arrived: ({ channel, id, notice, by, at }, { truth, disturbances }) => {
      if (notice?.kind !== 'test') return undefined;
      if (arrived.has(`${channel} ${id}`)) return `${channel} got the same test twice`;
      arrived.add(`${channel} ${id}`);
      const key = askedFor(notice.by) ?? '';
      const ids = (sent.get(key) ?? new Set<string>()).add(id);
      sent.set(key, ids);
      const asked = truth.asked.get(key) ?? 0;
      if (ids.size > asked) return `${ids.size} tests came of "${key}", which was sent ${asked} times`;
      const since = recorded.get(key);
      if (since === undefined || at < since + minute || disturbances.since(by, since)) return undefined;
      return `${channel} got a test ${Math.round((at - since) / minute)} minutes after "${key}" was recorded`;
    },
  };
};

export const testsSwitchOn: MakeCheck = () => {
  const on = new Map<ChannelName, number>();
  return {
    claim: 'a test that arrives switches a channel on that was off',
    committed: ({ audit }, { kernel }) => {
      if (audit?.action !== 'test_channels') return undefined;
      for (const { channel, result } of JSON.parse(audit.after) as readonly Tested[])
        if (result.kind === 'delivered') on.set(channel, kernel.now);
      return undefined;
    },
    passed: ({ truth, receivers }) => {
      for (const [channel, at] of on) {
        const gone = receivers.gone.get(channel)?.at ?? -Infinity;
        if (truth.channels[channel]?.off !== undefined && gone < at - 5 * minute)
          return `${channel} is off, although a test has arrived since its last 410`;
      }
      return undefined;
    },
  };
};

export const refusalsStand: MakeCheck = () => {
  const refused: Arrival[] = [];
  return {
    claim: 'what a receiver refuses for good is given up at once, and its history says so',
    arrived: (arrival) => {
      if (arrival.refused && arrival.channel !== 'ping') refused.push(arrival);
      return undefined;
    },
    passed: ({ truth, disturbances, kernel }) => {
      if (disturbances.anySince(kernel.now - calm)) return undefined;
      for (const { channel, id, at } of refused) {
        const waits = [...truth.waiting.values()].some(
          (item) =>
            item.kind === 'notice' &&
            item.notice.id === id &&
            item.deliveries.some((each) => each.channel === channel && each.kind === 'waiting'),
        );
        if (waits && at < kernel.now - calm) return `${channel} refused ${id}, but it still waits`;
      }
      return undefined;
    },
    finished: ({ truth, receivers, clocksJump }) => {
      for (const { channel, id, notice } of refused) {
        // A test of which nothing was recorded, and one that a process that died had sent before.
        if (notice?.kind === 'test') continue;
        if (receivers.arrivals.some((each) => each.id === id && each.channel === channel && !each.refused))
          continue;
        const delivery = truth.notices.get(id)?.deliveries.find((each) => each.channel === channel);
        // Before the refusal was recorded, a process for whose clock the mute still lasted left the notice out.
        if (clocksJump && delivery?.kind === 'left_out' && delivery.why === 'muted') continue;
        if (delivery?.kind !== 'given_up')
          return `${channel} refused ${id}, but the history has ${delivery?.kind ?? 'nothing'}`;
      }
      return undefined;
    },
  };
};
