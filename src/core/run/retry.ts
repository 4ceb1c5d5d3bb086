/** (failure, attempt) → retry at … or give up because … */
import type { FailureClass } from './failure.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { type DurationMs, type EpochMs, epochMs, milliseconds, seconds } from '../time/time.ts';

/** Only what can pass by itself is repeated. */
const passesByItself: Readonly<Record<FailureClass, boolean>> = {
  unreachable: true,
  transient: true,
  outcome_unknown: true,
  interrupted: true,
  governance: false,
  access: false,
  contract: false,
  data: false,
  environment: false,
  user_raised: false,
  unclassified: false,
};

/** What a decision about the next attempt needs besides the run. */
export interface RetryContext {
  readonly now: EpochMs;
  readonly random: number;
  readonly settings: Settings;
}

export type AttemptEnd =
  | { readonly kind: 'failure'; readonly class: FailureClass }
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'lost' };

export type RetryDecision =
  | { readonly kind: 'retry'; readonly at: EpochMs }
  | { readonly kind: 'give_up'; readonly because: 'permanent' | 'attempts_used_up' | 'timeouts_not_retried' };

/** `random` from 0 to 1 spreads the delay by up to a tenth in each direction. */
export function afterAttempt(
  end: AttemptEnd,
  attempt: number,
  now: EpochMs,
  random: number,
  settings: Settings,
): RetryDecision {
  if (end.kind === 'timed_out' && !settings.retryTimeouts)
    return { kind: 'give_up', because: 'timeouts_not_retried' };
  if (end.kind === 'failure' && !passesByItself[end.class]) return { kind: 'give_up', because: 'permanent' };
  if (attempt >= settings.maxAttempts) return { kind: 'give_up', because: 'attempts_used_up' };
  return { kind: 'retry', at: epochMs(now + retryDelay(attempt, settings) * (0.9 + 0.2 * random)) };
}

/** The delay after the nth attempt; the last configured one serves all further attempts. */
function retryDelay(attempt: number, settings: Settings): DurationMs {
  return settings.retryDelays[attempt - 1] ?? settings.retryDelays.at(-1) ?? milliseconds(0);
}

const longestConnectDelay = seconds(60);
const connectTries = 4;

/** How long to wait after the nth failed connection inside one attempt (5 s, 15 s, 45 s), until the attempt fails. */
export function connectDelay(tries: number, first: DurationMs): DurationMs | undefined {
  if (tries >= connectTries) return undefined;
  return milliseconds(Math.min(first * 3 ** (tries - 1), longestConnectDelay));
}
