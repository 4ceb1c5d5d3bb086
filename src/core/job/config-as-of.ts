/** The configuration without what only a clock that was ahead can have written. */
import type { JobConfig, Pause } from './job-config.ts';
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
  const { notBefore, pause } = config;
  const latest = plus(now, longestDelay(config, startDelay));
  // Not now: whoever asks again later must not find that it was due.
  const delayed = plus(now, milliseconds(Math.max(1, startDelay)));
  return {
    ...config,
    notBefore: notBefore > latest ? delayed : notBefore,
    changedAt: earlier(config.changedAt, now),
    ...(pause === undefined ? {} : { pause: pauseAsOf(pause, now) }),
  };
}

/** A pause that begins in the future lasts as long as it was given, from now. */
function pauseAsOf(pause: Pause, now: EpochMs): Pause {
  const { since, until } = pause;
  if (since <= now) return pause;
  if (until === undefined || until <= since) return { ...pause, since: now };
  return { ...pause, since: now, until: earlier(until, plus(now, elapsed(since, until))) };
}
