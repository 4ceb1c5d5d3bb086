/** Where Azurite is more lenient than the service, the table in memory follows the service. */
import { expect, test } from 'vitest';
import { keysByPage, refusalOf, row } from './client-contract/named-rows.ts';
import { createTableInMemory } from './table-in-memory.ts';

const columns = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`column${index}`, value]));

test('a row of more than 1 MiB is refused, although none of its texts is too large', async () => {
  const { client } = createTableInMemory();
  const text = 'x'.repeat(32_768);
  const create = (count: number) => client.createEntity({ ...row('a'), ...columns(count, text) });
  expect(await refusalOf(create(16))).toBe('lasting: 400 EntityTooLarge');
  expect(await refusalOf(create(15))).toBe('accepted');
});

test('a row of more than 252 columns is refused', async () => {
  const { client } = createTableInMemory();
  const create = (count: number) => client.createEntity({ ...row('a'), ...columns(count, 1) });
  // `document` is one.
  expect(await refusalOf(create(252))).toBe('lasting: 400 TooManyProperties');
  expect(await refusalOf(create(251))).toBe('accepted');
});

test('a page of more than 1,000 rows is refused', async () => {
  const { client } = createTableInMemory();
  expect(await refusalOf(keysByPage(client, '', 1_001))).toBe('lasting: 400 InvalidInput');
});

test('a text that is no Unicode is refused', async () => {
  const { client } = createTableInMemory();
  expect(await refusalOf(client.createEntity(row('a', '\ud800')))).toBe('lasting: 400 InvalidInput');
});

test('a number matches no text in a filter', async () => {
  const { client } = createTableInMemory();
  await client.createEntity({ ...row('a'), keepUntil: 5 });
  expect(await keysByPage(client, "keepUntil lt '9'", 10)).toEqual([[]]);
});
