/**
 * The clock that went back was behind, and those before it were right: it has been set again, or it is that of another
 * host. Then the schedule counts from the values of before, or hosts whose clocks differ would take turns to start runs.
 */
import type { ClockNotice } from './clock-notice.ts';
import type { ControlRows } from './snapshot.ts';
import type { Mutes } from '../notices/mute.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { longestQuiet } from '../schedule/timeline/longest-quiet.ts';
import { type EpochMs, later } from '../time/time.ts';

/** What `giveBack` needs later. */
export function valuesBefore({ config, state }: ControlRows): ClockNotice['before'] {
  const { notBefore, pause, mutes } = config;
  const { lastSlot, lastEnd } = state;
  const kept = pause && { since: pause.since, ...omitUndefined({ until: pause.until }) };
  return { notBefore, ...omitUndefined({ lastSlot, lastEnd, pause: kept, mutes }) };
}

/**
 * All that was ahead has passed, and not because that much time went by: a run would have come in between, or another
 * process has put the values right.
 */
export function cameBack(rows: ControlRows, now: EpochMs, instance: string): ClockNotice | undefined {
  const { clockNotice: noted } = rows.state;
  if (noted === undefined || noted.givenBack || now < noted.latest) return undefined;
  const long = noted.latest - noted.at > longestQuiet(rows.config);
  return long || noted.instance !== instance ? noted : undefined;
}

export function giveBack({ config, lease, state }: ControlRows, noted: ClockNotice): ControlRows {
  const { at, before } = noted;
  const { lastEnd, lastSlot, pause } = before;
  return {
    config: {
      ...config,
      notBefore: later(config.notBefore, before.notBefore),
      ...(config.pause?.since === at && pause !== undefined ? { pause: { ...config.pause, ...pause } } : {}),
      ...omitUndefined({ mutes: config.mutes && mutesBefore(config.mutes, noted) }),
    },
    lease,
    state: {
      ...state,
      ...(state.lastEnd === at ? omitUndefined({ lastEnd }) : {}),
      ...(state.lastSlot === at ? omitUndefined({ lastSlot }) : {}),
      clockNotice: { ...noted, givenBack: true, told: true },
    },
  };
}

/** A mute that somebody has given since stays as it is. */
function mutesBefore(mutes: Mutes, { at, before }: ClockNotice): Mutes {
  const old = new Map(Object.entries(before.mutes ?? {}));
  return Object.fromEntries(
    Object.entries(mutes).map(([channel, mute]) => [
      channel,
      mute.since === at ? (old.get(channel) ?? mute) : mute,
    ]),
  );
}
