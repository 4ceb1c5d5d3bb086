/** Lists by outcome over a long history, on the adapter's own queries against a client that holds rows in memory. */
import type { TableClient } from '@azure/data-tables';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { runRow } from '../../../src/adapters/table-storage/entities.ts';
import { runRows } from '../../../src/adapters/table-storage/run-rows.ts';
import { mostSearched } from '../../../src/adapters/table-storage/search-runs.ts';
import { TableRequests, usualPatience } from '../../../src/adapters/table-storage/table-requests.ts';
import type { RunOutcome } from '../../../src/core/run/run.ts';
import { plus, seconds } from '../../../src/core/time/time.ts';
import { createManualClock } from '../../operations/support/manual-clock.ts';
import { sampleFinishedRun, sampleInstant, sampleWaitingRun } from '../../support/sample-records.ts';

interface Asked {
  readonly rows: number;
  readonly documents: number;
}

/** Evaluates the adapter's filters; the rows are in the order of their keys. Pages are as long as asked for. */
function tableWith(rows: readonly Readonly<Record<string, string>>[]) {
  const asked: Asked[] = [];
  const sorted = rows.toSorted((one, other) => ((one['RowKey'] ?? '') < (other['RowKey'] ?? '') ? -1 : 1));
  const list = (filter: string, select: readonly string[] | undefined, size: number) => {
    const conditions = [...filter.matchAll(/(\w+) (eq|ge|gt|lt) '([^']*)'/g)];
    const looked = sorted.filter((row) =>
      conditions.every(([, name = '', operator, value = '']) => {
        if (name === 'outcome' || name === 'PartitionKey') return true;
        const key = row[name] ?? '';
        return operator === 'lt' ? key < value : operator === 'gt' ? key > value : key >= value;
      }),
    );
    const outcome = conditions.find(([, name]) => name === 'outcome')?.[3];
    const page = looked.filter((row) => outcome === undefined || row['outcome'] === outcome).slice(0, size);
    asked.push({
      rows: outcome === undefined ? page.length : looked.length,
      documents: select === undefined ? page.length : 0,
    });
    return page.map((row) => ({
      ...row,
      rowKey: row['RowKey'],
      etag: 'x',
      ...(select && { document: undefined }),
    }));
  };
  const client = {
    tableName: 'T',
    url: 'http://in-memory',
    listEntities: ({
      queryOptions: { filter, select },
    }: {
      queryOptions: { filter: string; select?: string[] };
    }) => ({
      byPage: ({ maxPageSize }: { maxPageSize: number }) => ({
        next: async () => ({ done: false, value: list(filter, select, maxPageSize) }),
      }),
    }),
  };
  const dependencies = { clock: createManualClock(), random: () => 0.5, patience: usualPatience };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has only the methods that the adapter calls
  return { requests: new TableRequests(client as unknown as TableClient, dependencies), asked };
}

const rowOf = (run: Parameters<typeof runRow>[0]) => {
  const { rowKey, document, columns } = runRow(run);
  return { RowKey: rowKey, document, ...columns };
};

/** Ids of their own: the sample's may be later, because other tests have asked for later ones. */
const history = (outcomeOf: (index: number) => RunOutcome, length: number) =>
  Array.from({ length }, (_, index) => {
    const createdAt = plus(sampleInstant, seconds(index * 60));
    return { ...sampleFinishedRun(outcomeOf(index), createdAt), id: ulid(createdAt) };
  });

async function everyPage(requests: TableRequests, outcome: RunOutcome | 'active', limit: number) {
  const pages: Awaited<ReturnType<ReturnType<typeof runRows>['listRuns']>>[] = [];
  let before: string | undefined;
  do {
    const page = await runRows(requests, 'spJamkerja').listRuns({ limit, outcome, before });
    pages.push(page);
    before = page.next;
  } while (before !== undefined);
  return pages;
}

const rarelyLost = (index: number): RunOutcome =>
  index % 1_000 === 3 || index < 2 ? 'lost' : index % 3 === 0 ? 'failed' : 'succeeded';

describe('a filter over 4,000 runs', () => {
  const runs = history(rarelyLost, 4_000);
  const stored = runs.map(rowOf);
  const table = () => tableWith(stored);

  it.each([
    ['lost', 1],
    ['lost', 20],
    ['failed', 30],
    ['failed', 100],
    ['succeeded', 100],
    ['cancelled', 20],
    ['active', 1],
  ] as const)('finds every run that is %s exactly once, %i a page, in order', async (outcome, limit) => {
    const pages = await everyPage(table().requests, outcome, limit);
    const found = pages.flatMap((page) => page.runs.map(({ id }) => id));
    const expected = runs.filter(({ state }) => state.outcome === outcome).map(({ id }) => id);
    expect(found).toEqual(expected.toReversed());
    // Either the page is full, or it says how far back it looked, or it is the last one.
    const ends = pages.map(({ runs: shown, searchedBackTo, next }) => {
      if (searchedBackTo !== undefined) return next === undefined ? 'says so but ends' : 'says so';
      return shown.length === limit || next === undefined ? 'full or last' : 'says nothing';
    });
    expect(ends.filter((end) => !['says so', 'full or last'].includes(end))).toEqual([]);
  });

  it('that matches nothing looks at a limited number of rows for each request, reads none whole, and says so', async () => {
    const { requests, asked } = table();
    const first = await runRows(requests, 'spJamkerja').listRuns({ limit: 20, outcome: 'timed_out' });
    expect(asked).toEqual([{ rows: mostSearched + 1, documents: 0 }]);
    const last = runs.at(-mostSearched);
    expect(first).toEqual({ runs: [], next: last?.id, searchedBackTo: last?.createdAt });
    const pages = await everyPage(requests, 'timed_out', 20);
    expect(pages).toHaveLength(Math.ceil(4_000 / mostSearched));
    expect(pages.at(-1)).toEqual({ runs: [] });
  });

  it('never looks at more rows than that, nor reads more whole than it shows, whatever it asks for', async () => {
    const { requests, asked } = table();
    for (const outcome of ['lost', 'failed', 'succeeded'] as const) await everyPage(requests, outcome, 20);
    expect(Math.max(...asked.map(({ rows }) => rows))).toBeLessThanOrEqual(mostSearched + 1);
    expect(Math.max(...asked.map(({ documents }) => documents))).toBeLessThanOrEqual(21);
  });
});

it.each([mostSearched - 1, mostSearched, mostSearched + 1])(
  'a history of %i rows does not end in an empty page',
  async (length) => {
    const [first, ...others] = history(() => 'succeeded', length);
    const oldest = { ...sampleWaitingRun(sampleInstant), id: first?.id ?? '' };
    const runs = [oldest, ...others];
    const pages = await everyPage(tableWith(runs.map(rowOf)).requests, 'active', 20);
    expect(pages).toHaveLength(length > mostSearched ? 2 : 1);
    expect(pages.at(-1)?.runs).toEqual([oldest]);
  },
);
