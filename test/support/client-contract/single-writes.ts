/** The contract for requests that read, write or delete one row. */
import type { TableClient } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { find, partition, refusalOf, row, stale, update } from './named-rows.ts';

export function describeSingleWrites(client: () => TableClient, missing: () => TableClient): void {
  describe('a request for one row', () => {
    it('is answered by the version that the row is read with', async () => {
      const created = await client().createEntity(row('a'));
      expect(await find(client(), 'a')).toMatchObject({ ...row('a'), etag: created.etag });
      const replaced = await update(client(), row('a', 'y'), created.etag);
      expect(replaced.etag).not.toBe(created.etag);
      expect(await find(client(), 'a')).toMatchObject({ document: 'y', etag: replaced.etag });
    });

    it('changes the version even if it writes the same again', async () => {
      const created = await client().createEntity(row('a'));
      const replaced = await update(client(), row('a'), created.etag);
      expect(replaced.etag).not.toBe(created.etag);
      expect(await refusalOf(update(client(), row('a'), created.etag))).toBe(
        'conflict: 412 UpdateConditionNotSatisfied',
      );
    });

    it('replaces the row as a whole, and leaves out columns that are undefined', async () => {
      const { etag } = await client().createEntity({ ...row('a'), kind: 'held', holder: undefined });
      expect(await find(client(), 'a')).not.toHaveProperty('holder');
      await update(client(), row('a', 'y'), etag);
      expect(await find(client(), 'a')).not.toHaveProperty('kind');
    });

    it('keeps numbers, booleans and texts with every character', async () => {
      const columns = { document: 'é 月 🚀 \u0000"\\\'\n', count: 5, share: 0.5, closed: true, sequence: 5n };
      await client().createEntity({ ...row('a'), ...columns });
      expect(await find(client(), 'a')).toMatchObject(columns);
    });

    it('is refused if it creates a row that exists, and leaves that row as it is', async () => {
      const { etag } = await client().createEntity(row('a'));
      expect(await refusalOf(client().createEntity(row('a', 'y')))).toBe('conflict: 409 EntityAlreadyExists');
      expect(await find(client(), 'a')).toMatchObject({ document: 'x', etag });
    });

    it('is refused under a version that the row no longer has, and leaves it as it is', async () => {
      const { etag } = await client().createEntity(row('a'));
      expect(await refusalOf(update(client(), row('a', 'y'), stale))).toBe(
        'conflict: 412 UpdateConditionNotSatisfied',
      );
      expect(await find(client(), 'a')).toMatchObject({ document: 'x', etag });
    });

    it('is refused under the version of a row that was deleted and made again as it was', async () => {
      const { etag } = await client().createEntity(row('a'));
      await client().deleteEntity(partition, 'a');
      await client().createEntity(row('a'));
      expect(await refusalOf(update(client(), row('a', 'y'), etag))).toBe(
        'conflict: 412 UpdateConditionNotSatisfied',
      );
    });

    it('writes without a condition if it names no version, which the adapter never does', async () => {
      await client().createEntity(row('a'));
      expect(await refusalOf(update(client(), row('a', 'y'), undefined))).toBe('accepted');
      expect(await refusalOf(update(client(), row('a', 'z'), '*'))).toBe('accepted');
    });

    it('is refused under something that is no version', async () => {
      await client().createEntity(row('a'));
      expect(await refusalOf(update(client(), row('a'), 'no row'))).toBe('lasting: 400 InvalidInput');
    });

    it('finds no row that does not exist', async () => {
      const absent = 'row_missing: 404 ResourceNotFound';
      expect(await refusalOf(find(client(), 'a'))).toBe(absent);
      expect(await refusalOf(update(client(), row('a'), stale))).toBe(absent);
      expect(await refusalOf(client().deleteEntity(partition, 'a'))).toBe(absent);
    });

    it('deletes a row once, and only the one in its partition', async () => {
      await client().createEntity(row('a'));
      await client().createEntity({ ...row('a'), partitionKey: 'other' });
      await client().deleteEntity(partition, 'a');
      expect(await refusalOf(client().deleteEntity(partition, 'a'))).toBe(
        'row_missing: 404 ResourceNotFound',
      );
      expect(await client().getEntity('other', 'a')).toMatchObject({ document: 'x' });
    });

    it('finds no table before somebody has created it, which may be done twice', async () => {
      const absent = 'table_missing: 404 TableNotFound';
      expect(await refusalOf(find(missing(), 'a'))).toBe(absent);
      expect(await refusalOf(missing().createEntity(row('a')))).toBe(absent);
      expect(await refusalOf(update(missing(), row('a'), stale))).toBe(absent);
      expect(await refusalOf(missing().deleteEntity(partition, 'a'))).toBe(absent);
      await missing().createTable();
      await missing().createTable();
      expect(await refusalOf(missing().createEntity(row('a')))).toBe('accepted');
    });
  });
}
