/** The contract for what is too large or too many. Azurite does not know all of the service's limits. */
import type { TableClient } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { keysByPage, partition, refusalOf, row } from './named-rows.ts';

export function describeLimits(client: () => TableClient): void {
  const largest = 'x'.repeat(32_768);
  const count = async () => (await keysByPage(client(), '', 1_000)).flat().length;
  const upserts = (rows: readonly ReturnType<typeof row>[]) =>
    client().submitTransaction(rows.map((entity) => ['upsert', entity, 'Replace']));
  const documents = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`document${index + 2}`, largest]));

  describe('a limit', () => {
    it('is that of 32,768 characters for a text, alone and in a transaction', async () => {
      const refused = 'lasting: 400 PropertyValueTooLarge';
      expect(await refusalOf(client().createEntity(row('a', largest)))).toBe('accepted');
      expect(await refusalOf(client().createEntity(row('b', `${largest}x`)))).toBe(refused);
      expect(await refusalOf(upserts([row('c'), row('d', `${largest}x`)]))).toBe(refused);
      expect(await count()).toBe(1);
    });

    it('is that of 100 rows for a transaction', async () => {
      const rows = Array.from({ length: 101 }, (_, index) => row(`${index}`));
      expect(await refusalOf(upserts(rows))).toBe('lasting: 400 InvalidInput');
      expect(await count()).toBe(0);
      expect(await refusalOf(upserts(rows.slice(1)))).toBe('accepted');
      expect(await count()).toBe(100);
    });

    it('is that of 4 MiB for a transaction', async () => {
      const rows = Array.from({ length: 9 }, (_, index) => ({ ...row(`${index}`), ...documents(15) }));
      expect(await refusalOf(upserts(rows))).toBe('lasting: 413 RequestBodyTooLarge');
      expect(await count()).toBe(0);
      expect(await refusalOf(upserts(rows.slice(2)))).toBe('accepted');
    });

    it('is that of one action for each row of a transaction', async () => {
      expect(await refusalOf(upserts([row('a'), row('b'), row('a')]))).toBe(
        'lasting: 400 InvalidDuplicateRow',
      );
      expect(await count()).toBe(0);
    });

    it('is that of one partition for a transaction', async () => {
      const request = upserts([row('a'), { ...row('b'), partitionKey: 'other' }]);
      await expect(request).rejects.toThrow('must target the same partitionKey');
      expect(await count()).toBe(0);
    });

    it.each(['a/b', 'a\\b', 'a#b', 'a?b', 'a\nb', 'a\u007fb', 'x'.repeat(1_025)])(
      'is that of the characters and the length of a key: %j',
      async (key) => {
        const refused = 'lasting: 400 InvalidInput';
        expect(await refusalOf(client().createEntity(row(key)))).toBe(refused);
        expect(await refusalOf(upserts([row('a'), row(key)]))).toBe(refused);
        expect(await count()).toBe(0);
      },
    );

    it('spares the other characters of a key', async () => {
      for (const key of ["a'b", 'a b', 'a%b', 'é', '']) {
        expect(await refusalOf(client().createEntity(row(key)))).toBe('accepted');
        expect(await client().getEntity(partition, key)).toMatchObject({ rowKey: key });
      }
    });
  });
}
