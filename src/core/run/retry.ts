/** Whether an attempt that went wrong is followed by another, and when. */
import type { Failure, FailureClass } from './failure.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { type DurationMs, type EpochMs, milliseconds, minutes, plus, seconds } from '../time/time.ts';

/** What the decision about the next attempt depends on, besides the run. */
export interface RetryContext {
  readonly now: EpochMs;
  /** From 0 to 1; spreads the delay by up to a tenth in each direction. */
  readonly random: number;
  readonly settings: Settings;
  /** How long the attempt took, as its process measured it; absent when only the wall clock can tell. */
  readonly took?: DurationMs;
}

/** An attempt that ended in a way that another attempt may correct. */
export type FailedEnd =
  | { readonly outcome: 'failed' | 'interrupted'; readonly failure: Failure }
  | { readonly outcome: 'timed_out' }
  | { readonly outcome: 'lost' };

export type RetryDecision =
  | { readonly kind: 'retry'; readonly at: EpochMs }
  | { readonly kind: 'give_up'; readonly because: 'permanent' | 'attempts_used_up' | 'timeouts_not_retried' };

export function decideRetry(end: FailedEnd, attempt: number, context: RetryContext): RetryDecision {
  const { now, random, settings } = context;
  if (end.outcome === 'timed_out' && !settings.retryTimeouts)
    return { kind: 'give_up', because: 'timeouts_not_retried' };
  if ('failure' in end && !isTransient[end.failure.class]) return { kind: 'give_up', because: 'permanent' };
  if (attempt >= settings.maxAttempts) return { kind: 'give_up', because: 'attempts_used_up' };
  const delay = delayAfter(attempt, settings);
  return { kind: 'retry', at: plus(now, milliseconds(delay * (0.9 + 0.2 * random))) };
}

/** Only failures that can pass without anybody's help are retried. */
const isTransient: Readonly<Record<FailureClass, boolean>> = {
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

/** The last configured delay serves all further attempts. */
function delayAfter(attempt: number, { retryDelays }: Settings): DurationMs {
  return retryDelays[attempt - 1] ?? retryDelays.at(-1) ?? milliseconds(0);
}

const longestConnectDelay = seconds(60);
const connectTries = 4;
/** The host's time limit for an invocation leaves 5 minutes beside the run's own: for this, and to write the result. */
const connectPatience = minutes(4);

/** What an attempt has spent on failed connections so far. */
export interface ConnectTries {
  readonly tries: number;
  readonly took: DurationMs;
  /** The longest that one more may take. */
  readonly each: DurationMs;
}

/** The wait after the nth failed connection within one attempt (5 s, 15 s, 45 s); undefined when it is time to give up. */
export function connectDelay({ tries, took, each }: ConnectTries, first: DurationMs): DurationMs | undefined {
  if (tries >= connectTries) return undefined;
  const delay = milliseconds(Math.min(first * 3 ** (tries - 1), longestConnectDelay));
  return took + delay + each > connectPatience ? undefined : delay;
}
