/** Why a request was refused: error code, message, and which field had which value instead of what was expected. */
import type { DateRanges } from '../core/coverage/date-ranges.ts';
import { escapeHidden } from '../core/hidden-characters.ts';
import type { DamagedRow } from '../core/job/damaged-row.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import type { ErrorCode } from './error-codes.ts';
import type { ClosedBy, PlanView } from './schemas/coverage-schemas.ts';
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
  /** Invalid settings have names of their own, so they are described in sentences. */
  readonly details: readonly (ErrorDetail | string)[];
  readonly runId?: string;
  readonly retryAfterSeconds?: number;
  /** Of the schedule in force, where the request was based on another. */
  readonly revision?: number;
  /** Which dates it is about. */
  readonly dates?: DateRanges;
  /** The one that backfill follows. */
  readonly plan?: PlanView;
  /** Which period is closed. */
  readonly closed?: ClosedBy;
}

/** A refusal whose details name fields. */
export interface InvalidRequest extends Refusal {
  readonly details: readonly ErrorDetail[];
}

export const refuse = (
  code: ErrorCode,
  message: string,
  more: Partial<
    Pick<Refusal, 'details' | 'runId' | 'retryAfterSeconds' | 'revision' | 'dates' | 'plan' | 'closed'>
  > = {},
): Refusal => ({ kind: 'refused', code, message, details: [], ...more });

export function invalid(
  given: readonly RefusalDetail[],
  code: ErrorCode = 'invalid_request',
): InvalidRequest {
  const message = given
    .map((each) => `${escapeHidden(each.field)}: expected ${each.expected}, got ${shown(each.value)}`)
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

export const damagedRun = ({ row, problem }: DamagedRow): Refusal =>
  refuse('row_damaged', `row ${row} cannot be read: ${problem}. Correct or delete it in the table`);

/** What a caller sent goes back short and flat: thousands of nested brackets would break the answer. */
function echo(value: unknown): ErrorDetail['value'] {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return nested(value);
}

function shown(value: unknown): string {
  // 1e999 arrives as Infinity, which JSON cannot say.
  if (typeof value === 'number') return String(value);
  return nested(value) ?? escapeHidden(JSON.stringify(echo(value)) ?? 'nothing');
}

function nested(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : undefined;
}

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
