/** Which texts of errors are kept: the app's way to the server always, the procedure's work as KEEP_MESSAGES says. */
import { expect, test } from 'vitest';
import { wordsOf } from '../../../../src/adapters/sql-server/errors/kept-words.ts';
import type {
  FailurePhase,
  SqlErrorReport,
} from '../../../../src/adapters/sql-server/errors/error-reports.ts';

const message = "Kartini's row 'x'";
const hidden = (place: string) => `${place} (text not kept: KEEP_MESSAGES)`;

test.each<[FailurePhase, Omit<SqlErrorReport, 'message'>, string]>([
  ['executing', { number: 2627, procedure: 'dbo.p', line: 3 }, hidden('error 2627 in dbo.p, line 3')],
  ['executing', { number: 50_000, line: 1 }, hidden('error 50000, line 1')],
  // Dynamic SQL may take a name from a row.
  ['executing', { number: 207 }, hidden('error 207')],
  // Without the number, the driver repeats the server.
  ['executing', { code: 'EREQUEST' }, hidden('an error of the driver, EREQUEST')],
  ['login', { code: 'ELOGIN' }, hidden('an error of the driver, ELOGIN')],
  ['executing', {}, hidden('an error of the driver')],
  ['executing', { code: 'ESOCKET' }, message],
  ['login', { code: 'ENOTFOUND' }, message],
  ['login', { number: 18456 }, message],
  ['login', { number: 40_615 }, message],
  ['before_execute', { number: 229 }, message],
  // A trigger for logins.
  ['login', { number: 50_000 }, hidden('error 50000')],
  ['login', { number: 2627 }, hidden('error 2627')],
])('with none, %s %j', (phase, report, expected) => {
  expect(wordsOf([{ ...report, message }], phase, 'none')).toBe(expected);
  expect(wordsOf([{ ...report, message }], phase, 'all')).toBe(message);
});

test('with short, only what is about the work is shortened', () => {
  expect(wordsOf([{ number: 547, message }], 'executing', 'short')).toBe('Kartini‘…’');
  expect(wordsOf([{ number: 18456, message }], 'login', 'short')).toBe(message);
});

test('with none, equal places are named once', () => {
  const report = { number: 547, message };
  expect(wordsOf([report, report], 'executing', 'none')).toBe(hidden('error 547'));
});
