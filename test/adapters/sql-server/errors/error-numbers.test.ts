import { describe, expect, it } from 'vitest';
import { errorNumbers, errorRows } from '../../../../src/adapters/sql-server/errors/error-numbers.ts';
import type { ErrorRow } from '../../../../src/adapters/sql-server/errors/numbers/rows.ts';
import { remedies as english } from '../../../../src/adapters/sql-server/errors/remedies.ts';
import { type FailureClass, RemedyCode } from '../../../../src/core/run/failure.ts';
import { remedies as indonesian } from '../../../../src/api/findings/indonesian-remedies.ts';
import { leftOutByEfCore, retryableLists } from '../support/retryable-lists.ts';

const repeated: ReadonlySet<FailureClass | undefined> = new Set(['transient', 'outcome_unknown']);
const isRepeated = ({ login, before_execute, executing }: ErrorRow): boolean =>
  [login, before_execute, executing].every((each) => repeated.has(each));

const settingsIn = (text: string) => new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)+\b(?:=\w+)?/g));

describe('the table of error numbers', () => {
  it('has each number once', () => {
    const numbers = errorRows.map(({ number }) => number);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it('says of every number what it means, and what it is in each phase', () => {
    const incomplete = errorRows.filter(
      ({ login, before_execute, executing, meaning }) =>
        login === undefined || before_execute === undefined || executing === undefined || meaning.length < 8,
    );
    expect(incomplete).toEqual([]);
  });

  it('gives every number a remedy in both languages', () => {
    for (const { login, executing, remedy } of errorRows) {
      for (const code of [remedy ?? login, remedy ?? executing]) {
        expect(RemedyCode.options).toContain(code);
        if (code === undefined) continue;
        expect(english[code].length).toBeGreaterThan(30);
        expect(indonesian[code].length).toBeGreaterThan(30);
      }
    }
  });

  it.each(RemedyCode.options)('has words of its own for the remedy %s in each language', (code) => {
    const others = RemedyCode.options.filter((each) => each !== code);
    expect(others.map((each) => english[each])).not.toContain(english[code]);
    expect(others.map((each) => indonesian[each])).not.toContain(indonesian[code]);
    expect(indonesian[code]).not.toBe(english[code]);
    expect(settingsIn(indonesian[code])).toEqual(settingsIn(english[code]));
  });
});

describe('the documented lists of errors worth another try', () => {
  const listed = Object.entries(retryableLists).flatMap(([list, numbers]) =>
    numbers.map((number) => ({ list, number })),
  );

  it.each(listed)('$number of $list is repeated, or its row says why not', ({ number }) => {
    const row = errorNumbers.get(number);
    expect(row !== undefined && (isRepeated(row) || (row.unlike ?? '').length > 30)).toBe(true);
  });

  it('are named by the rows that they led to', () => {
    const wrong = errorRows.filter(
      ({ number, source }) =>
        source !== 'SQL Server' &&
        !retryableLists[source].includes(number) &&
        !(source === 'EF Core' && leftOutByEfCore.includes(number)),
    );
    expect(wrong).toEqual([]);
  });

  it('differ only where the row gives the reason', () => {
    const inSome = new Set(listed.map(({ number }) => number));
    const differing = errorRows.filter(
      (row) => row.unlike !== undefined && isRepeated(row) === inSome.has(row.number),
    );
    expect(differing).toEqual([]);
  });
});
