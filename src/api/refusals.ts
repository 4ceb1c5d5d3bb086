/** Why a request was refused: error code, message, and which field had which value instead of what was expected. */
import type { CommandRefusal } from '../core/job/command-outcome.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import { type DurationMs, epochMsToIso, toSeconds } from '../core/time/time.ts';
import type { ErrorCode } from './error-codes.ts';
import type { ErrorDetail } from './schemas/error-schemas.ts';

/** What is wrong with what a caller sent, however long or deep that is. */
export interface RefusalDetail {
  readonly field: string;
  readonly value?: unknown;
  /** Completes the sentence "expected …". */
  readonly expected: string;
}

/** The one form of a refused request, from wherever it is refused to the HTTP answer. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly message: string;
  /** Invalid settings have names of their own, so they are told in sentences. */
  readonly details: readonly (ErrorDetail | string)[];
  readonly runId?: string;
  readonly retryAfterSeconds?: number;
}

/** A refusal whose details name fields. */
export interface InvalidRequest extends Refusal {
  readonly details: readonly ErrorDetail[];
}

export const refuse = (
  code: ErrorCode,
  message: string,
  more: Partial<Pick<Refusal, 'details' | 'runId' | 'retryAfterSeconds'>> = {},
): Refusal => ({ kind: 'refused', code, message, details: [], ...more });

export function invalid(
  given: readonly RefusalDetail[],
  code: ErrorCode = 'invalid_request',
): InvalidRequest {
  const message = given
    .map((each) => `${each.field}: expected ${each.expected}, got ${shown(each.value)}`)
    .join('; ');
  const details = given.map(({ field, value, expected }) => ({
    field,
    ...omitUndefined({ value: echo(value) }),
    expected,
  }));
  return { kind: 'refused', code, message, details };
}

export function noSuchRun(id: string): Refusal {
  const details = [{ field: 'id', value: cut(id), expected: 'the id of a run in the history' }];
  return refuse('not_found', `there is no run ${shown(id)}`, { details });
}

/** A command that was refused, in words. */
export function refusalOf(refusal: CommandRefusal): Refusal {
  switch (refusal.why) {
    case 'no_such_run':
      return noSuchRun(refusal.runId);
    case 'run_active': {
      const { runId, state } = refusal;
      return refuse('run_active', `run ${runId} is ${state}: wait for its end or cancel it first`, { runId });
    }
    case 'run_finished': {
      const { runId } = refusal;
      return refuse('run_finished', `run ${runId} has already ended`, { runId });
    }
    case 'lease_free':
      return refuse('nothing_held', 'nobody holds the lease: there is nothing to unlock');
    case 'cooling_down': {
      const retryAfterSeconds = secondsToWait(refusal.wait);
      const message = `a run was requested a moment ago: the next one may be in ${retryAfterSeconds} s (FORCE_COOLDOWN_SECONDS)`;
      return refuse('cooling_down', message, { retryAfterSeconds });
    }
    case 'too_many_requests': {
      const retryAfterSeconds = secondsToWait(refusal.wait);
      const message = `too many changing requests: at most ${refusal.perMinute} a minute (RATE_LIMIT_PER_MINUTE), and not many at the same moment; try again in ${retryAfterSeconds} s`;
      return refuse('too_many_requests', message, { retryAfterSeconds });
    }
    case 'key_reused': {
      const details = [{ field: 'Idempotency-Key', expected: 'a key that was not used for another request' }];
      const message = 'this Idempotency-Key was used for another request: use a new key for a new request';
      return refuse('idempotency_key_reused', message, { details });
    }
    case 'pause_would_be_over': {
      const value = epochMsToIso(refusal.until, refusal.timeZone);
      return invalid([{ field: 'until', value, expected: 'an instant in the future' }]);
    }
    case 'range_refused':
      return invalid([refusal.range]);
  }
}

const secondsToWait = (wait: DurationMs): number => Math.ceil(toSeconds(wait));

/** What a caller sent goes back short and flat: thousands of nested brackets would break the answer. */
function echo(value: unknown): ErrorDetail['value'] {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return nested(value);
}

function shown(value: unknown): string {
  // 1e999 arrives as Infinity, which JSON cannot say.
  if (typeof value === 'number') return String(value);
  return nested(value) ?? JSON.stringify(echo(value)) ?? 'nothing';
}

function nested(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : undefined;
}

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
