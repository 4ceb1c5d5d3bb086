/**
 * Numbers that come from a server, made fit for the rows: exact integers, or nothing. A row count is an unsigned 64-bit
 * number to SQL Server; beyond the exact integers it is kept at their limit, and the run says so (warnings.ts).
 */
import type { AttemptResult } from './end-attempt.ts';
import { Failure, FailureClass } from './failure.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { mostRows, type ProcedureMessage } from './progress.ts';
import { epochMs } from '../time/time.ts';

/** 0 for what is no number: it adds nothing to a sum. */
export const soundCount = (count: number): number =>
  Number.isNaN(count) ? 0 : Math.trunc(Math.min(Math.max(count, 0), mostRows));

/** Undefined for what no row can hold exactly. */
const soundInteger = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

export const addRows = (sum: number, more: number): number => soundCount(sum + soundCount(more));

export function soundMessage(message: ProcedureMessage): ProcedureMessage {
  const { at, text, number, dropped } = message;
  return {
    at: Number.isFinite(at) ? epochMs(at) : epochMs(0),
    text: String(text),
    number: soundInteger(number) ?? 0,
    ...omitUndefined({ dropped: soundInteger(dropped) }),
  };
}

const soundText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function soundFailure(failure: Failure): Failure {
  if (Failure.safeParse(failure).success) return failure;
  const { message, remedy, code, procedure, number, severity, line } = failure;
  return {
    class: FailureClass.safeParse(failure.class).data ?? 'unclassified',
    message: String(message),
    remedy: String(remedy),
    ...omitUndefined({ code: soundText(code), procedure: soundText(procedure) }),
    ...omitUndefined({
      number: soundInteger(number),
      severity: soundInteger(severity),
      line: soundInteger(line),
    }),
  };
}

/** The result of an attempt as the rows can hold it, whatever the runner reported. */
export function soundResult(result: AttemptResult): AttemptResult {
  if (result.kind === 'foreign_run') return result;
  const counted = result.rowsAffected === undefined ? undefined : soundCount(result.rowsAffected);
  const sound = { ...result, rowsAffected: counted };
  switch (sound.kind) {
    case 'succeeded':
      return { ...sound, returnValue: soundInteger(sound.returnValue) };
    case 'failed':
      return {
        ...sound,
        returnValue: soundInteger(sound.returnValue),
        failure: soundFailure(sound.failure),
      };
    case 'interrupted':
    case 'connection_lost':
      return { ...sound, failure: soundFailure(sound.failure) };
    case 'stopped':
      return sound;
  }
}
