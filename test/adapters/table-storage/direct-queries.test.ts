/** The client that lists rows without the SDK's serializer asks, answers and fails as the SDK does. */
import type { ListTableEntitiesOptions, TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { openForQueries, openTable } from '../../../src/adapters/table-storage/open-table.ts';
import { queryRows } from '../../../src/adapters/table-storage/read-rows.ts';
import { controlRange } from '../../../src/adapters/table-storage/row-keys.ts';
import { readFault } from '../../../src/adapters/table-storage/table-error.ts';
import { TableRequests, usualPatience } from '../../../src/adapters/table-storage/table-requests.ts';
import type { TableSettings } from '../../../src/adapters/table-storage/table-settings.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { type Receiver, startReceiver, status } from '../notify/support/receiver.ts';
import { makeStore, newTableName } from './fixture.ts';

type At = Parameters<ReturnType<TableClient['listEntities']>['byPage']>[0];

async function clientsOf(connectionString: string, table = newTableName()) {
  const settings: TableSettings = { table, connection: { kind: 'connection_string', connectionString } };
  return { sdk: await openTable(settings), direct: await openForQueries(settings) };
}

const firstPage = async (client: TableClient, query?: ListTableEntitiesOptions, at?: At) => {
  const { value } = await client.listEntities(query).byPage(at).next();
  return value;
};

const keysOf = (page: readonly { readonly rowKey?: string }[]) => page.map(({ rowKey }) => rowKey);

/** Without the lines that name the request. */
const faultOf = async (client: TableClient, query?: ListTableEntitiesOptions) =>
  firstPage(client, query).then(
    () => 'no fault',
    (error: unknown) => {
      const fault = readFault(error);
      return { ...fault, message: fault.message.replaceAll(/\n(RequestId|Time):.*/g, '') };
    },
  );

describe('on the table', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  it('gives the rows that the SDK gives, and the type of what is neither text, number nor truth value', async () => {
    const { sdk, direct } = await clientsOf(azurite.connectionString);
    await sdk.createTable();
    const plain = { document: 'ä " 漢 \u2028', count: 3, part: 0.5, yes: true, empty: '' };
    await sdk.createEntity({ partitionKey: 'p', rowKey: 'one', ...plain });
    const at = new Date('2026-11-28T10:00:00.123Z');
    await sdk.createEntity({ partitionKey: 'p', rowKey: 'two', at, big: 12n });

    const [one, two] = await firstPage(direct);
    const [same] = await firstPage(sdk);
    const { rowKey, etag } = same;
    expect(one).toMatchObject({ rowKey, etag, ...plain });
    expect(two).toMatchObject({
      rowKey: 'two',
      at: { type: 'Edm.DateTime', value: at.toISOString() },
      big: { type: 'Edm.Int64', value: '12' },
    });
    expect([...(await firstPage(direct, { queryOptions: { filter: "RowKey eq 'three'" } }))]).toEqual([]);
  });

  it('follows the pages to the end', async () => {
    const { sdk, direct } = await clientsOf(azurite.connectionString);
    await sdk.createTable();
    for (const rowKey of ['a b', 'c&d', 'ë']) await sdk.createEntity({ partitionKey: 'p q', rowKey });
    const pages: unknown[] = [];
    for await (const page of direct.listEntities().byPage({ maxPageSize: 1 })) pages.push(keysOf(page));
    expect(pages).toEqual([['a b'], ['c&d'], ['ë']]);
    const { continuationToken = '' } = await firstPage(direct, {}, { maxPageSize: 1 });
    for (const client of [direct, sdk]) {
      const rest = await firstPage(client, {}, { maxPageSize: 5, continuationToken });
      expect(keysOf(rest)).toEqual(['c&d', 'ë']);
    }
  });

  it('gives the same rows as before while the answer is the same, and others when it is not', async () => {
    const { sdk, direct } = await clientsOf(azurite.connectionString);
    await sdk.createTable();
    const row = { partitionKey: 'p', rowKey: 'one', document: 'first' };
    await sdk.createEntity(row);
    const [first] = await firstPage(direct);
    const [again] = await firstPage(direct);
    expect(again).toBe(first);
    await sdk.upsertEntity({ ...row, document: 'second' }, 'Replace');
    const [changed] = await firstPage(direct);
    expect([first.document, changed.document]).toEqual(['first', 'second']);
    expect(changed.etag).not.toBe(first.etag);
    await sdk.deleteEntity('p', 'one');
    expect([...(await firstPage(direct))]).toEqual([]);
  });

  it.each([
    ['a table that is missing', {}],
    ['a filter that cannot be read', { queryOptions: { filter: 'RowKey eq' } }],
  ])('fails as the SDK does: %s', async (_what, query) => {
    const { sdk, direct } = await clientsOf(azurite.connectionString);
    if ('queryOptions' in query) await sdk.createTable();
    const fault = await faultOf(direct, query);
    expect(fault).toMatchObject({ status: expect.any(Number) });
    expect(fault).toEqual(await faultOf(sdk, query));
  });
});

const key = Buffer.from('a key').toString('base64');
const logins: Readonly<Record<string, (endpoint: string) => string>> = {
  'an account key': (endpoint) =>
    `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=${key};TableEndpoint=${endpoint};`,
  'a SAS': (endpoint) => `TableEndpoint=${endpoint};SharedAccessSignature=sv=2020-08-04&sig=a%2Fb%2Bc%3D`,
};

const withKey = (service: Receiver): string => logins['an account key']?.(service.url('/account')) ?? '';

const json = { 'content-type': 'application/json' };

describe('a question', () => {
  it.each(Object.keys(logins))('is the one that the SDK asks, with %s', async (login) => {
    await using service = await startReceiver(status(200, json, '{"value":[]}'));
    const { sdk, direct } = await clientsOf(logins[login]?.(service.url('/account')) ?? '', 'Table');
    const query = {
      queryOptions: { filter: "PartitionKey eq 'a ''b'' & c+d'", select: ['RowKey', 'outcome'] },
    };
    const at = { maxPageSize: 7, continuationToken: btoa('{"nextPartitionKey":"a b","nextRowKey":"1&2"}') };
    for (const client of [sdk, direct]) await firstPage(client, query, at);

    const [one, other] = service.received.map(({ path, headers }) => {
      const { pathname, searchParams } = new URL(service.url(path));
      const { accept, authorization, dataserviceversion } = headers;
      const parameters = Object.fromEntries(
        [...searchParams].filter(([name]) => name !== '$format').toSorted(),
      );
      const signed = authorization?.replace(/:.*/, '');
      return { pathname, parameters, accept, dataserviceversion, signed, version: headers['x-ms-version'] };
    });
    expect(other).toEqual(one);
    expect(other?.parameters).toMatchObject({ $top: '7', NextRowKey: '1&2', $select: 'RowKey,outcome' });
  });
});

it('does not take the end of a list for one that goes on, though its rows are the same', async () => {
  await using service = await startReceiver((response, { path }) => {
    const goesOn = !path.includes('NextPartitionKey');
    response.writeHead(200, { ...json, ...(goesOn ? { 'x-ms-continuation-nextpartitionkey': 'p' } : {}) });
    response.end('{"value":[{"RowKey":"a","odata.etag":"1"}]}');
  });
  const { direct } = await clientsOf(withKey(service));
  const pages: unknown[] = [];
  for await (const page of direct.listEntities().byPage()) {
    pages.push(keysOf(page));
    if (pages.length > 2) break;
  }
  expect(pages).toEqual([['a'], ['a']]);
});

it('lets the caller do something else before the table answers', async () => {
  const meanwhile = Promise.withResolvers<void>();
  await using service = await startReceiver((response) => {
    void meanwhile.promise.then(() => response.writeHead(200, json).end('{"value":[]}'));
  });
  const store = await makeStore({ connectionString: withKey(service), table: 'Table' });
  expect(await store.read(meanwhile.resolve)).toEqual({ kind: 'empty' });
});

it('refuses a row without a key or an ETag', async () => {
  await using service = await startReceiver(status(200, json, '{"value":[{"RowKey":"a"}]}'));
  const { direct } = await clientsOf(withKey(service), 'Table');
  const requests = new TableRequests(direct, {
    clock: systemClock,
    random: () => 0,
    patience: usualPatience,
  });
  const query = { job: 'j', range: controlRange, limit: 1 };
  await expect(queryRows(requests, 'read the rows', query)).rejects.toThrow(
    `could not read the rows: table Table at ${service.url('/account')} answered with a row that has no key or no ETag`,
  );
});

describe('an answer from something in front of the table', () => {
  it.each([
    ['XML', 'application/xml', '<error><code>AuthenticationFailed</code><message>no</message></error>', 403],
    ['HTML', 'text/html', '<h1>Bad gateway</h1>', 502],
    ['nothing', 'text/plain', '', 503],
    ['other JSON', 'application/json', '{"error":{"code":"Odd","message":"odd"}}', 500],
    ['no list', 'application/json', '{"value":"none"}', 200],
    ['a redirection', 'text/plain', '', 307],
  ])('in %s is told as the SDK tells it', async (_language, type, body, code) => {
    await using service = await startReceiver(
      status(code, { 'content-type': type, 'retry-after': '3', location: '/elsewhere' }, body),
    );
    const { sdk, direct } = await clientsOf(withKey(service));
    expect(await faultOf(direct)).toEqual(await faultOf(sdk));
  });
});
