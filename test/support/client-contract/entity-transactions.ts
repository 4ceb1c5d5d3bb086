/** The contract for transactions: whole or not at all, and refused for the first action that cannot be. */
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { find, keysByPage, partition, refusalOf, row, stale, updated } from './named-rows.ts';

export function describeTransactions(client: () => TableClient, missing: () => TableClient): void {
  const submit = (...actions: readonly TransactionAction[]) => client().submitTransaction([...actions]);
  const keys = async () => (await keysByPage(client(), `PartitionKey eq '${partition}'`, 1_000)).flat();

  describe('a transaction', () => {
    it('is answered by a version for each row that it wrote, in its order', async () => {
      const { etag } = await client().createEntity(row('a'));
      await client().createEntity(row('c'));
      const { status, subResponses } = await submit(
        ['upsert', row('d'), 'Replace'],
        updated(row('a', 'y'), etag),
        ['delete', row('c')],
        ['create', row('b')],
      );
      expect(status).toBe(202);
      const [d, a, c, b] = subResponses.map((reply) => reply.etag);
      expect(c).toBeUndefined();
      for (const [key, version] of Object.entries({ d, a, b })) {
        expect(await find(client(), key)).toMatchObject({ etag: version });
      }
      expect(await keys()).toEqual(['a', 'b', 'd']);
    });

    it('overwrites with an upsert whatever is there', async () => {
      await client().createEntity({ ...row('a'), kind: 'held' });
      await submit(['upsert', row('a', 'y'), 'Replace'], ['upsert', row('b'), 'Replace']);
      expect(await find(client(), 'a')).toMatchObject({ document: 'y' });
      expect(await find(client(), 'a')).not.toHaveProperty('kind');
    });

    it('is refused if it creates a row that exists', async () => {
      await client().createEntity(row('b'));
      const request = submit(['upsert', row('a'), 'Replace'], ['create', row('b', 'y')]);
      expect(await refusalOf(request)).toBe('conflict: 409 EntityAlreadyExists');
    });

    it('is refused under a version that the row no longer has', async () => {
      await client().createEntity(row('b'));
      const request = submit(['upsert', row('a'), 'Replace'], updated(row('b', 'y'), stale));
      expect(await refusalOf(request)).toBe('conflict: 412 UpdateConditionNotSatisfied');
    });

    it('is refused if it updates or deletes a row that does not exist', async () => {
      const absent = 'row_missing: 404 ResourceNotFound';
      expect(await refusalOf(submit(['create', row('a')], updated(row('b'), stale)))).toBe(absent);
      expect(await refusalOf(submit(['create', row('a')], ['delete', row('b')]))).toBe(absent);
    });

    it('writes and deletes nothing of all its rows when it is refused', async () => {
      const { etag } = await client().createEntity(row('a'));
      await client().createEntity(row('c'));
      const request = submit(
        updated(row('a', 'y'), etag),
        ['delete', row('c')],
        ['create', row('b')],
        updated(row('d'), stale),
      );
      expect(await refusalOf(request)).toBe('row_missing: 404 ResourceNotFound');
      expect(await keys()).toEqual(['a', 'c']);
      expect(await find(client(), 'a')).toMatchObject({ document: 'x', etag });
    });

    it('names the action for which it is refused', async () => {
      const request = submit(['create', row('a')], ['create', row('b')], ['delete', row('c')]);
      await expect(request).rejects.toThrow(/^2:/);
    });

    it('is refused for the first of two reasons', async () => {
      await client().createEntity(row('a'));
      const [exists, changed] = [['create', row('a')] as TransactionAction, updated(row('b'), stale)];
      await client().createEntity(row('b'));
      expect(await refusalOf(submit(exists, changed))).toMatch('409');
      expect(await refusalOf(submit(changed, exists))).toMatch('412');
    });

    it('is accepted under the same versions once, however many try at once', async () => {
      const { etag } = await client().createEntity(row('a'));
      const requests = Array.from({ length: 10 }, (_, index) =>
        refusalOf(submit(updated(row('a', `${index}`), etag), ['create', row(`b${index}`)])),
      );
      const replies = await Promise.all(requests);
      expect(replies.filter((reply) => reply === 'accepted')).toHaveLength(1);
      expect(new Set(replies)).toEqual(new Set(['accepted', 'conflict: 412 UpdateConditionNotSatisfied']));
      expect(await keys()).toEqual(['a', `b${replies.indexOf('accepted')}`]);
      expect(await find(client(), 'a')).toMatchObject({ document: `${replies.indexOf('accepted')}` });
    });

    it('writes without a condition under an empty version, which the adapter refuses to send', async () => {
      await client().createEntity(row('a'));
      expect(await refusalOf(submit(updated(row('a', 'y'), ''), ['create', row('b')]))).toBe('accepted');
    });

    it('is refused under something that is no version', async () => {
      await client().createEntity(row('a'));
      expect(await refusalOf(submit(updated(row('a'), 'no row'), ['create', row('b')]))).toBe(
        'lasting: 400 InvalidInput',
      );
    });

    it('finds no table before somebody has created it', async () => {
      expect(await refusalOf(missing().submitTransaction([['create', row('a')]]))).toBe(
        'table_missing: 404 TableNotFound',
      );
    });
  });
}
