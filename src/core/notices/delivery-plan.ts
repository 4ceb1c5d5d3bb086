/** When a notice is sent to a channel, and what becomes of a delivery by its result. */
import type { ChannelName, ChannelSetting, QuietHours, SendResult } from './channel.ts';
import { isMuted, isOff, type Mutes } from './mute.ts';
import type { Notice } from './notice.ts';
import {
  type ChannelState,
  type ChannelStates,
  type Delivery,
  isWaiting,
  type Waiting,
  type WaitingDelivery,
} from './outbox.ts';
import { add } from '../job/statistics.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { areWrong, type WrongSettings } from '../settings/wrong-settings.ts';
import { clockTolerance } from '../time/clock-tolerance.ts';
import { days, type DurationMs, earlier, elapsed, type EpochMs, hours, minutes, plus } from '../time/time.ts';
import type { TimeZone } from '../time/time.ts';
import { toLocal } from '../time/zone-offsets.ts';

/** Longer than sending takes: whoever has not written a result by then has died. */
export const claimFor = minutes(1);

/** A claim that lies further ahead was made by a clock that was ahead. */
export const isClaimed = ({ claimedUntil }: Waiting, now: EpochMs): boolean =>
  claimedUntil !== undefined && claimedUntil > now && elapsed(now, claimedUntil) <= claimFor + clockTolerance;

const longestWait = hours(1);
const waits = [1, 2, 5, 15, 30].map(minutes);
const giveUpAfter = days(1);

/** Nobody waits longer than the longest wait, whatever clock wrote the instant. */
export const isDue = ({ nextAt }: { readonly nextAt: EpochMs }, now: EpochMs): boolean =>
  nextAt <= now || elapsed(now, nextAt) > longestWait + clockTolerance;

/** Only what cannot wait is sent at night; that it is over can. */
export function isHeld(
  { severity, kind }: Pick<Notice, 'severity' | 'kind'>,
  quiet: QuietHours | undefined,
  now: EpochMs,
  zone: TimeZone,
): boolean {
  if (quiet === undefined || (severity === 'critical' && kind !== 'recovered')) return false;
  const minute = Math.floor(toLocal(now, zone) / minutes(1)) % minutesOfDay;
  const { from, to } = quiet;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
const minutesOfDay = 1_440;

export interface Receiving {
  readonly configured: readonly ChannelSetting[];
  readonly wrong?: readonly WrongSettings[] | undefined;
  readonly states: ChannelStates | undefined;
  readonly mutes: Mutes | undefined;
  readonly now: EpochMs;
}

/** Undefined: it may be sent, now or once the settings of its channel are right. Otherwise it never is. */
export function neverSent(
  { channel, attempts, triedSince }: WaitingDelivery,
  { at }: Pick<Notice, 'at'>,
  { configured, wrong = [], states, mutes, now }: Receiving,
): Delivery | undefined {
  const setting = configured.find(({ name }) => name === channel);
  if (setting === undefined) {
    const areSettingsWrong = areWrong(wrong, channel);
    if (areSettingsWrong && !isTooOld(triedSince ?? at, now)) return undefined;
    const problem = areSettingsWrong
      ? 'the settings of the channel are wrong'
      : 'the channel is no longer configured';
    return { channel, kind: 'given_up', at: now, attempts, problem };
  }
  if (isOff(states, setting)) return { channel, kind: 'left_out', why: 'off' };
  return isMuted(mutes, channel, now) ? { channel, kind: 'left_out', why: 'muted' } : undefined;
}

export function afterSending(
  { channel, attempts: before, triedSince }: WaitingDelivery,
  result: SendResult,
  now: EpochMs,
): Delivery {
  const attempts = before + 1;
  const since = earlier(triedSince ?? now, now);
  const { kind } = result;
  if (kind === 'delivered')
    return { channel, kind, at: now, attempts, ...omitUndefined({ problem: result.problem }) };
  const { problem } = result;
  if (kind !== 'retry' || elapsed(since, now) >= giveUpAfter)
    return { channel, kind: 'given_up', at: now, attempts, problem };
  return {
    channel,
    kind: 'waiting',
    attempts,
    nextAt: nextTry(before, result.after, now),
    triedSince: since,
    problem,
  };
}

/** After so many tries that failed. */
export function nextTry(before: number, asked: DurationMs | undefined, now: EpochMs): EpochMs {
  const wait = asked === undefined || asked < 0 ? (waits[before] ?? longestWait) : asked;
  return plus(now, wait > longestWait ? longestWait : wait);
}

/** Whether it has waited for so long that it is not worth another try. */
export const isTooOld = (at: EpochMs, now: EpochMs): boolean => elapsed(at, now) >= giveUpAfter;

/** `became`: of the delivery, by this result. Only one that has ended is counted. */
export function channelAfter(
  before: ChannelState | undefined,
  result: SendResult,
  became: Delivery['kind'] | undefined,
  addressHash: string,
  now: EpochMs,
): ChannelState {
  const counts = {
    delivered: add(before?.delivered ?? 0, became === 'delivered' ? 1 : 0),
    givenUp: add(before?.givenUp ?? 0, became === 'given_up' ? 1 : 0),
  };
  if (result.kind === 'delivered') {
    const last = { kind: 'delivered' as const, at: now, ...omitUndefined({ problem: result.problem }) };
    return { last, failures: 0, ...counts };
  }
  const { kind, problem } = result;
  const last = { kind: 'failed' as const, at: now, problem };
  const failures = add(before?.failures ?? 0, 1);
  const off = kind === 'gone' ? { since: now, addressHash } : before?.off;
  return { last, failures, ...counts, ...omitUndefined({ off }) };
}

/** The deliveries of a notice that are to be made now, in the order in which they stand. */
export const waitingFor = (deliveries: readonly Delivery[], name: ChannelName): WaitingDelivery | undefined =>
  deliveries.filter(isWaiting).find(({ channel }) => channel === name);
