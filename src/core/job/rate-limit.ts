/** Limits the commands of one caller: a fixed window, kept in the table so that it holds for all instances. */
import { z } from 'zod';
import { type DurationMs, earlier, elapsed, EpochMs, milliseconds, minutes } from '../time/time.ts';

export const RateWindow = z.object({ startedAt: EpochMs, count: z.int().min(0) }).readonly();
export type RateWindow = z.infer<typeof RateWindow>;

export const rateWindowLength: DurationMs = minutes(1);

export type RateDecision =
  | { readonly kind: 'counted'; readonly window: RateWindow }
  /** `window`: to be written, because the one that was read began in the future. */
  | { readonly kind: 'limited'; readonly retryAfter: DurationMs; readonly window?: RateWindow };

/** `cost`: how many requests it counts as. */
export function countRequest(
  window: RateWindow | undefined,
  now: EpochMs,
  limit: number,
  cost = 1,
): RateDecision {
  const age = window === undefined ? rateWindowLength : elapsed(window.startedAt, now);
  // A window far in the future comes from a wrong clock: start a new one rather than lock the caller out.
  if (window === undefined || age >= rateWindowLength || age < -rateWindowLength) {
    return { kind: 'counted', window: { startedAt: now, count: cost } };
  }
  // A window slightly in the future comes from another instance's clock: it counts, and begins now.
  const begun = { ...window, startedAt: earlier(window.startedAt, now) };
  if (window.count + cost <= limit)
    return { kind: 'counted', window: { ...begun, count: window.count + cost } };
  const retryAfter = milliseconds(rateWindowLength - Math.max(0, age));
  return age < 0 ? { kind: 'limited', retryAfter, window: begun } : { kind: 'limited', retryAfter };
}
