/** The configuration without what only a clock that was ahead can have written. */
import type { JobConfig } from './job-config.ts';
import type { Mutes } from '../notices/mute.ts';
import { slotsAreFixed } from '../schedule/schedule.ts';
import { longestQuiet } from '../schedule/timeline/longest-quiet.ts';
import { rulesOf } from '../schedule/timeline/planned-slots.ts';
import { type DurationMs, earlier, elapsed, type EpochMs, milliseconds, plus } from '../time/time.ts';

/**
 * How far ahead `notBefore` can lie: by the start delay, which is no news within an interval, unless slots are fixed:
 * the next one on the grid comes up to an interval later.
 */
export function longestDelay(config: JobConfig, startDelay: DurationMs): DurationMs {
  return rulesOf(config).some(slotsAreFixed)
    ? startDelay
    : milliseconds(Math.max(longestQuiet(config), startDelay));
}

/** The configuration without instants that only a clock that was ahead can have written. */
export function configAsOf(config: JobConfig, now: EpochMs, startDelay: DurationMs): JobConfig {
  const { notBefore, changedAt, pause, mutes } = config;
  const latest = plus(now, longestDelay(config, startDelay));
  const instants = [changedAt, pause?.since ?? now, ...Object.values(mutes ?? {}).map(({ since }) => since)];
  // The same object, by which searches for its next slot are remembered.
  if (notBefore <= latest && instants.every((instant) => instant <= now)) return config;
  // Not now: whoever asks again later must not find that it was due.
  const delayed = plus(now, milliseconds(Math.max(1, startDelay)));
  return {
    ...config,
    notBefore: notBefore > latest ? delayed : notBefore,
    changedAt: earlier(changedAt, now),
    ...(pause === undefined ? {} : { pause: spanAsOf(pause, now) }),
    ...(mutes === undefined ? {} : { mutes: mutesAsOf(mutes, now) }),
  };
}

const mutesAsOf = (mutes: Mutes, now: EpochMs): Mutes =>
  Object.fromEntries(Object.entries(mutes).map(([channel, mute]) => [channel, spanAsOf(mute, now)]));

/** A pause or a mute that begins in the future lasts as long as it was given, from now. */
function spanAsOf<S extends Span>(span: S, now: EpochMs): S {
  const { since, until } = span;
  if (since <= now) return span;
  if (until === undefined || until <= since) return { ...span, since: now };
  return { ...span, since: now, until: earlier(until, plus(now, elapsed(since, until))) };
}

interface Span {
  readonly since: EpochMs;
  readonly until?: EpochMs;
}
