/** Rows that are read again and again: a text that was sound is not judged twice, and nothing else is remembered. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { configRow, leaseRow, stateRow } from '../../../src/adapters/table-storage/entities.ts';
import { documentReader } from '../../../src/adapters/table-storage/read-document.ts';
import type { Row } from '../../../src/adapters/table-storage/row-of.ts';
import { JobConfig } from '../../../src/core/job/job-config.ts';
import { JobState } from '../../../src/core/job/job-state.ts';
import { Lease } from '../../../src/core/run/lease.ts';
import type { StoreNotice } from '../../../src/core/job/history.ts';
import { anyConfig, anyLease, anyState } from '../../support/record-arbitraries.ts';

const noted: StoreNotice[] = [];
const place = { place: 'table T', notices: { add: (notice: StoreNotice) => void noted.push(notice) } };
const rowWith = (document: string, more: object = {}) => ({ rowKey: 'r', etag: 'e', document, ...more });

const free = (epoch: number | string) => `{"kind":"free","epoch":${epoch}}`;

describe('a row that is read again', () => {
  test('gives the same record while its text is the same, and another one after that', () => {
    const read = documentReader(Lease);
    const first = read(rowWith(free(1)), place);
    expect(read(rowWith(free(1), { etag: 'of another write' }), place)).toBe(first);
    expect(read(rowWith(free(2)), place)).toEqual({ kind: 'free', epoch: 2 });
    expect(read(rowWith(free(1)), place)).toEqual(first);
  });

  test('is not taken for another row with the same text, and neither is known beyond the most', () => {
    const judged: string[] = [];
    const judge = (_: Lease, rowKey: string): undefined => void judged.push(rowKey);
    const read = documentReader(Lease, judge, 2);
    for (const rowKey of ['a', 'b', 'a', 'b', 'c', 'b', 'a', 'c']) read(rowWith(free(1), { rowKey }), place);
    // `c` puts out `a`, which puts out `b`; `c` is still known.
    expect(judged).toEqual(['a', 'b', 'c', 'a']);
  });

  test('is known no longer when it was damaged in between', () => {
    const read = documentReader(Lease);
    const first = read(rowWith(free(1)), place);
    expect(read(rowWith(free(2)), place)).not.toBe(first);
    expect(read(rowWith(free(1)), place)).not.toBe(first);
  });

  test('is refused each time when it is damaged, also after a sound one', () => {
    const read = documentReader(Lease, ({ epoch }) => (epoch === 5 ? 'odd' : undefined));
    read(rowWith(free(1)), place);
    for (const damaged of [free('"x"'), free('"x"'), free(5), free(5), '']) {
      expect(() => read(rowWith(damaged), place)).toThrow('row r of table T cannot be read');
    }
    expect(() => read({ rowKey: 'r', etag: 'e' }, place)).toThrow('it has no column "document"');
    expect(read(rowWith(free(1)), place)).toEqual({ kind: 'free', epoch: 1 });
  });

  test('tells each time that a number was put right', () => {
    const read = documentReader(Lease);
    noted.length = 0;
    for (let times = 0; times < 2; times += 1) {
      expect(read(rowWith(free('1e300')), place)).toEqual({ kind: 'free', epoch: Number.MAX_SAFE_INTEGER });
    }
    expect(noted.map(({ kind }) => kind)).toEqual(['limited', 'limited']);
  });

  test('is read as a whole when it continues in a second column', () => {
    const read = documentReader(Lease);
    read(rowWith(free(1)), place);
    expect(() => read(rowWith(free(1), { document2: '}' }), place)).toThrow('is not JSON');
    const split = { document2: free(3).slice(9) };
    expect(read(rowWith(free(3).slice(0, 9), split), place)).toEqual({ kind: 'free', epoch: 3 });
    expect(() => read(rowWith(free(3).slice(0, 9)), place)).toThrow('is not JSON');
  });

  test('gives a record that nobody can change for the others who get it', () => {
    fc.assert(
      fc.property(anyConfig, anyLease, anyState, (config, lease, state) => {
        expect(isFrozen(inRow(JobConfig, configRow(config)))).toBe(true);
        expect(isFrozen(inRow(Lease, leaseRow(lease)))).toBe(true);
        expect(isFrozen(inRow(JobState, stateRow(state)))).toBe(true);
      }),
    );
  });
});

const inRow = <T>(schema: z.ZodType<T>, { document }: Row): T =>
  documentReader(schema)(rowWith(document), place);

const isFrozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(isFrozen));
