/**
 * The errors of one call, however many there are: the first and the last ones, the first of each number, which may be
 * the one that matters, and how many there were.
 */
import type { Failure } from '../../../core/run/failure.ts';
import { keyOf, reportsOf, type SqlErrorReport } from './error-reports.ts';

const atEachEnd = 15;
const numbersBetween = 20;

export interface KeptErrors {
  /** Of the server: each one counts. */
  readonly addServerError: (error: unknown) => void;
  /** Of the driver. It repeats the server's at the end, and they are left out if they were given before. */
  readonly addDriverError: (error: unknown) => void;
  readonly reports: () => readonly SqlErrorReport[];
  /** How many are not among the reports, if that is worth telling. */
  readonly more: () => number;
}

export function keepErrors(): KeptErrors {
  const first: SqlErrorReport[] = [];
  const ofNewNumbers: SqlErrorReport[] = [];
  const last: SqlErrorReport[] = [];
  const ofDriver: SqlErrorReport[] = [];
  const known = new Set<string>();
  const numbers = new Set<number | undefined>();
  let count = 0;
  const reports = (): readonly SqlErrorReport[] => [...first, ...ofNewNumbers, ...last, ...ofDriver];
  const keep = (report: SqlErrorReport): void => {
    const key = keyOf(report);
    if (known.has(key)) return;
    known.add(key);
    const list = listFor(report);
    list.push(report);
    if (list !== last) numbers.add(report.number);
    const dropped = last.length > atEachEnd ? last.shift() : undefined;
    if (dropped !== undefined) known.delete(keyOf(dropped));
  };
  const listFor = ({ number }: SqlErrorReport): SqlErrorReport[] => {
    if (number === undefined && ofDriver.length < numbersBetween) return ofDriver;
    if (first.length < atEachEnd) return first;
    return !numbers.has(number) && ofNewNumbers.length < numbersBetween ? ofNewNumbers : last;
  };
  return {
    addServerError: (error) => {
      count += 1;
      for (const report of reportsOf([error])) keep(report);
    },
    addDriverError: (error) => {
      const own = reportsOf([error]).filter(({ number }) => number === undefined || count === 0);
      for (const report of own) keep(report);
    },
    reports,
    more: () => (count > 2 * atEachEnd ? count - (reports().length - ofDriver.length) : 0),
  };
}

/** Room for the count at the end of a message of at most 4,000 characters. */
const roomForCount = 50;

export function withCount(failure: Failure, more: number): Failure {
  if (more === 0) return failure;
  const errors = more === 1 ? '1 more error' : `${more.toLocaleString('en-US')} more errors`;
  return { ...failure, message: `${failure.message.slice(0, 4_000 - roomForCount)} | and ${errors}` };
}
