/**
 * The key of each record in the job's partition. Control rows sort before the history, and a history row's key is
 * derived from its run's id: no lookup by property (which would scan the partition, docs/facts/table-storage.md), and
 * newest first without sorting.
 */
import { createHash } from 'node:crypto';
import type { Month } from '../../core/coverage/ledger.ts';
import { type EpochMs, epochMs } from '../../core/time/time.ts';

export const controlKeys = {
  config: 'control-config',
  lease: 'control-lease',
  state: 'control-state',
} as const;

/** Read with the control rows, but written without their versions: it decides nothing. */
export const ticksKey = 'control-ticks';

/** Read with the control rows as well. It tells what became of the last tries to send. */
export const channelsKey = 'control-channels';

/** Behind all other control rows: however many there are, none of those falls out of the page. */
const waitingPrefix = 'control-waiting-';
export const waitingKey = (id: string): string => `${waitingPrefix}${needed(id)}`;
export const isWaitingKey = (rowKey: string): boolean => rowKey.startsWith(waitingPrefix);

/** Sorts before the control rows and outside the history, so that neither a status nor the purge reads it. */
export const saltKey = 'caller-salt';

/** From (inclusive) and to (exclusive); `.` is the character after `-`. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}
export const controlRange: KeyRange = { from: 'control-', to: 'control.' };
export const historyRange: KeyRange = { from: 'control.', to: 's' };
export const runRange: KeyRange = { from: 'run-', to: 'run.' };
/** Not `audit-`, which would sort before the control rows. */
export const auditRange: KeyRange = { from: 'journal-', to: 'journal.' };

const ledgerPrefix = 'coverage-';
export const ledgerKey = (month: Month): string => `${ledgerPrefix}${month}`;
export const ledgerRange = (from: Month, to: Month): KeyRange => ({
  from: ledgerKey(from),
  to: `${ledgerKey(to)}.`,
});
export const monthOfKey = (rowKey: string): Month => rowKey.slice(ledgerPrefix.length);

const gapPrefix = 'gap-';
/** By the end of the gap, oldest first: the first one after an instant is the one that the instant may lie in. */
export const gapKey = (to: EpochMs): string => `${gapPrefix}${String(Math.max(0, to)).padStart(15, '0')}`;
export const gapsFrom = (from: EpochMs): KeyRange => ({ from: gapKey(from), to: 'gap.' });

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The ULID with each base-32 digit subtracted from 31, which reverses the order. */
function reversed(id: string): string | undefined {
  return ulid.test(id) ? flipped(id) : undefined;
}

/** Twice gives the same again. */
const flipped = (id: string): string =>
  Array.from(id, (digit) => digits.charAt(31 - digits.indexOf(digit))).join('');

/** Undefined if it is not a ULID: no run has such an id. */
export function runKey(id: string): string | undefined {
  const key = reversed(id);
  return key === undefined ? undefined : `run-${key}`;
}

/** The id of the run whose row has this key; undefined for a key that no run's row has. */
export function runIdOf(rowKey: string): string | undefined {
  const id = flipped(rowKey.slice(runRange.from.length));
  return runKey(id) === rowKey ? id : undefined;
}

/**
 * By sequence, not by time: instances' clocks differ, and a chain read in another order than it was written would
 * look broken. Newest first.
 */
export const auditKey = (sequence: number): string =>
  `${auditRange.from}${String(1_000_000_000 - sequence).padStart(9, '0')}`;

/** When the run was created, by its id. */
export const timeOfRun = (id: string): EpochMs =>
  epochMs(Array.from(id.slice(0, 10)).reduce((time, digit) => time * 32 + digits.indexOf(digit), 0));

const earliestOf = (time: EpochMs): string => {
  let rest = Math.min(Math.max(0, time), 32 ** 10 / 4 - 1);
  let text = '';
  for (let digit = 0; digit < 10; digit += 1, rest = Math.floor(rest / 32))
    text = `${digits.charAt(rest % 32)}${text}`;
  return text + '0'.repeat(16);
};

/** The runs that were created from one instant on until before the other, by their ids. */
export const runsBetween = (from: EpochMs, to: EpochMs): KeyRange => ({
  from: `run-${flipped(earliestOf(to))}!`,
  to: `run-${flipped(earliestOf(from))}!`,
});

export const noticeRange: KeyRange = { from: 'notice-', to: 'notice.' };
/** Newest first. */
export const noticeKey = (id: string): string => `${noticeRange.from}${flipped(needed(id))}`;

/** Undefined for a key that no notice has. */
export function noticeIdOf(rowKey: string): string | undefined {
  const id = flipped(rowKey.slice(noticeRange.from.length));
  return ulid.test(id) && rowKey.startsWith(noticeRange.from) ? id : undefined;
}

/** Of what the app itself has made. */
function needed(id: string): string {
  if (ulid.test(id)) return id;
  throw new Error(`expected a ULID, got ${JSON.stringify(id)}`);
}

const sequenceKey = /^journal-(\d{9})$/;

/** Undefined for a key that no entry has. */
export function sequenceOf(rowKey: string): number | undefined {
  const digitsOf = sequenceKey.exec(rowKey)?.[1];
  return digitsOf === undefined ? undefined : 1_000_000_000 - Number(digitsOf);
}

/** The messages of all attempts of a run, oldest attempt first. */
export function messagesRange(runId: string): KeyRange | undefined {
  const key = reversed(runId);
  return key === undefined ? undefined : { from: `messages-${key}-`, to: `messages-${key}.` };
}

export function messagesKey(runId: string, attempt: number): string | undefined {
  const range = messagesRange(runId);
  return range === undefined ? undefined : `${range.from}${String(attempt).padStart(3, '0')}`;
}

/** Hashed, because an Idempotency-Key may contain characters that a row key must not. */
export const requestKey = (key: string): string => `request-${hashed(key)}`;
/** Hashed for the same reason: a caller's id can contain anything. */
export const rateKey = (actorId: string): string => `rate-${hashed(actorId)}`;

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');
