import { describe, expect, it } from 'vitest';
import { classifyError, toFailure } from '../../../../src/adapters/sql-server/errors/classify-error.ts';
import { reportsOf } from '../../../../src/adapters/sql-server/errors/error-reports.ts';
import { keepErrors, withCount } from '../../../../src/adapters/sql-server/errors/kept-errors.ts';

const conversion = (row: number) => ({
  message: `row ${row} is no date`,
  number: 241,
  class: 16,
  lineNumber: 7,
});

function failureOf(errors: readonly object[]) {
  const kept = keepErrors();
  for (const error of errors) kept.addServerError(error);
  return { kept, failure: withCount(toFailure(kept.reports(), 'executing', 'all'), kept.more()) };
}

describe('the errors of a call', () => {
  it('are all kept while they are few', () => {
    const { kept, failure } = failureOf([conversion(1), conversion(2)]);
    expect(kept.reports()).toHaveLength(2);
    expect(failure.message).toBe('row 1 is no date | row 2 is no date');
  });

  it('are the first and the last with a count when they are many', () => {
    const { kept, failure } = failureOf(Array.from({ length: 5_000 }, (_, row) => conversion(row)));
    const texts = kept.reports().map(({ message }) => message);
    expect(texts).toHaveLength(30);
    expect([texts[0], texts.at(-1)]).toEqual(['row 0 is no date', 'row 4999 is no date']);
    expect(failure.message).toMatch(/^row 0 is no date \| .*row 4999 is no date \| and 4,970 more errors$/);
  });

  it('say how many there were when all are the same, and do not repeat them', () => {
    const { failure } = failureOf(Array.from({ length: 1_000 }, () => conversion(1)));
    expect(failure.message).toBe('row 1 is no date | and 999 more errors');
  });

  it.each([
    ['a full log', 9002, 'environment'],
    ['a missing right', 229, 'access'],
    ['a deadlock', 1205, 'transient'],
  ])('are judged by the one that matters, although it stands among thousands: %s', (_, number, expected) => {
    const noise = Array.from({ length: 1_000 }, (__, row) => ({ message: `day ${row}`, number: 50_000 }));
    const decisive = { message: 'it matters', number };
    const { failure } = failureOf([...noise.slice(0, 500), decisive, ...noise.slice(500)]);
    expect(failure).toMatchObject({ class: expected, number });
  });

  it('are bounded in number and length, whatever the server sends', () => {
    const { kept, failure } = failureOf(
      Array.from({ length: 300 }, (_, each) => ({
        message: `${each} ${'x'.repeat(32_000)}`,
        number: each,
      })),
    );
    expect(kept.reports()).toHaveLength(50);
    expect(Math.max(...kept.reports().map(({ message }) => message.length))).toBe(4_000);
    expect(failure.message.length).toBeLessThanOrEqual(4_000);
    expect(failure.message).toMatch(/\| and 250 more errors$/);
  });

  it('of the driver are not counted twice when it repeats those of the server', () => {
    const kept = keepErrors();
    const repeated: Error[] = [];
    for (let row = 0; row < 100; row += 1) {
      kept.addServerError({ ...conversion(row), code: 'EREQUEST' });
      repeated.push(Object.assign(new Error(`row ${row} is no date`), conversion(row)));
    }
    kept.addDriverError(new AggregateError(repeated));
    kept.addDriverError({ message: 'Canceled.', code: 'ECANCEL' });
    expect(kept.reports().slice(-2)).toMatchObject([{ message: 'row 99 is no date' }, { code: 'ECANCEL' }]);
    expect(kept.more() + kept.reports().length).toBe(101);
  });
});

it('errors that only the driver reports are kept as well, within the same bounds', () => {
  const kept = keepErrors();
  for (let row = 0; row < 1_000; row += 1) kept.addDriverError(conversion(row));
  expect(kept.reports()).toHaveLength(30);
});

/** A text of a server's greatest length must not cost seconds of this thread's own work, however it is made. */
it.each([
  ['an id of OpenSSL that never ends', 'A'.repeat(32_000)],
  ['a deadlock that never ends', 'was deadlocked on '.repeat(1_800)],
  ['an error number that never comes', 'error '.repeat(5_000)],
  ['a quotation that never closes', '“'.repeat(32_000)],
])('a message is read in no time: %s', (_, message) => {
  const began = process.threadCpuUsage().user;
  for (let each = 0; each < 50; each += 1) {
    const [report] = reportsOf([{ message, number: each % 2 === 0 ? 50_000 : 229 }]);
    if (report !== undefined) classifyError(report, 'executing');
  }
  expect((process.threadCpuUsage().user - began) / 1_000).toBeLessThan(2_000);
});
