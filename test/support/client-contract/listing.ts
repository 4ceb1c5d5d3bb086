/** The contract for lists: which rows, in which order, page by page. */
import type { TableClient } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { keysByPage, type NamedRow, partition, refusalOf, row } from './named-rows.ts';

export function describeListing(client: () => TableClient, missing: () => TableClient): void {
  const all = `PartitionKey eq '${partition}'`;
  const list = (filter: string, maxPageSize = 1_000) => keysByPage(client(), filter, maxPageSize);
  const fill = (rows: readonly NamedRow[]) =>
    client().submitTransaction(rows.map((entity) => ['upsert', entity, 'Replace']));

  describe('a list', () => {
    it('is in the order of the code units of the keys, as the ranges of the adapter expect', async () => {
      const keys = 'b a A a- a. a! a0 aa Z 0 _ ~ é 🚀'.split(' ');
      await fill(keys.map((key) => row(key)));
      expect((await list(all)).flat()).toEqual('0 A Z _ a a! a- a. a0 aa b ~ é 🚀'.split(' '));
      expect((await list(`${all} and RowKey ge 'a-' and RowKey lt 'a.'`)).flat()).toEqual(['a-']);
      expect((await list(`${all} and RowKey gt 'a' and RowKey lt 'b'`)).flat()).toEqual(
        'a! a- a. a0 aa'.split(' '),
      );
    });

    it('holds the rows of one partition only', async () => {
      await fill([row('a')]);
      for (const other of ['spJamkerj', 'spJamkerja2', 'x']) {
        await client().createEntity({ ...row('b'), partitionKey: other });
      }
      expect(await list(all)).toEqual([['a']]);
      expect(await list(`${all} and RowKey ge 'b' and RowKey lt 'c'`)).toEqual([[]]);
      expect((await list('')).flat()).toEqual(['b', 'a', 'b', 'b']);
    });

    it('goes on from page to page without gaps or duplicates, and ends without an empty page', async () => {
      await fill(Array.from('abcdef', (key) => row(key)));
      expect(await list(all, 4)).toEqual([[...'abcd'], [...'ef']]);
      expect(await list(all, 3)).toEqual([[...'abc'], [...'def']]);
      expect(await list(all, 6)).toEqual([[...'abcdef']]);
    });

    it('goes on after a page although the row that comes next was deleted meanwhile', async () => {
      await fill(Array.from('abcdef', (key) => row(key)));
      const query = { queryOptions: { filter: all } };
      const first = (await client().listEntities(query).byPage({ maxPageSize: 2 }).next()).value;
      await client().deleteEntity(partition, 'c');
      const at = { maxPageSize: 2, continuationToken: first.continuationToken };
      const { value } = await client().listEntities<NamedRow>(query).byPage(at).next();
      expect([...value].map(({ rowKey }) => rowKey)).toEqual(['d', 'e']);
    });

    it('is filtered by columns, where one that is missing or no text matches nothing', async () => {
      await fill([
        { ...row('a'), outcome: 'failed', keepUntil: '2026-01-01' },
        { ...row('b'), outcome: "it's", keepUntil: '2027-01-01' },
        { ...row('c'), outcome: 5, keepUntil: 2025 },
        row('d'),
      ]);
      expect(await list(`${all} and outcome eq 'failed'`)).toEqual([['a']]);
      expect(await list(`${all} and outcome eq 'it''s'`)).toEqual([['b']]);
      expect(await list(`${all} and keepUntil lt '2026-06-01'`)).toEqual([['a']]);
      expect(await list(`${all} and keepUntil lt '2026-01-01'`)).toEqual([[]]);
      expect(await list(`${all} and keepUntil lt '9'`)).toEqual([['a', 'b']]);
      expect(await list(`${all} and outcome eq '5'`)).toEqual([[]]);
    });

    it('has the columns that were selected, and always the version', async () => {
      const { etag } = await client().createEntity({ ...row('a'), outcome: 'failed' });
      const selected = async (...select: readonly string[]) => {
        const query = { queryOptions: { filter: `${all} and outcome eq 'failed'`, select: [...select] } };
        return [...(await client().listEntities(query).byPage({ maxPageSize: 2 }).next()).value];
      };
      expect(await selected('PartitionKey', 'RowKey')).toEqual([
        { partitionKey: partition, rowKey: 'a', etag },
      ]);
      expect(await selected('RowKey', 'outcome')).toEqual([{ rowKey: 'a', outcome: 'failed', etag }]);
      expect(await selected('RowKey', 'absent')).toEqual([{ rowKey: 'a', etag }]);
    });

    it('names the type of each value if asked to, as the export needs it', async () => {
      await client().createEntity({ ...row('a'), count: 5, share: 0.5, closed: true, sequence: 5n });
      const query = { queryOptions: { filter: all }, disableTypeConversion: true };
      const { value } = await client().listEntities(query).byPage({ maxPageSize: 2 }).next();
      expect(value[0]).toMatchObject({
        rowKey: 'a',
        document: { value: 'x', type: 'String' },
        count: { value: '5', type: 'Int32' },
        share: { value: '0.5', type: 'Double' },
        closed: { value: 'true', type: 'Boolean' },
        sequence: { value: '5', type: 'Int64' },
      });
    });

    it('has the versions that the rows are read with', async () => {
      const { etag } = await client().createEntity(row('a'));
      const { value } = await client().listEntities().byPage({ maxPageSize: 1 }).next();
      expect([...value]).toMatchObject([{ ...row('a'), etag }]);
    });

    it('finds no table before somebody has created it', async () => {
      expect(await refusalOf(missing().listEntities().byPage({ maxPageSize: 1 }).next())).toBe(
        'table_missing: 404 TableNotFound',
      );
    });
  });
}
