/** How long a step takes, by the monotonic clock: the other one may be set meanwhile. */
import { type DurationMs, milliseconds } from '../../../core/time/time.ts';
import type { Clock } from '../../../ports.ts';

export function stopwatch(clock: Clock): () => DurationMs {
  const began = clock.monotonic();
  return () => milliseconds(Math.round(clock.monotonic() - began));
}
