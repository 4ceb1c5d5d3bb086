/**
 * A table in memory behind the protocol of the service, for reads alone. Like the service and unlike Azurite, which looks
 * at every row for each list, it finds a range of keys by its index: what is slower with more rows is then the app.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { portOf } from '../adapters/sql-server/support/tcp-relay.ts';
import { azuriteConnectionString } from '../support/azurite.ts';
import type { Entity, TableInMemory } from '../support/table-in-memory.ts';

export interface ServedTable extends AsyncDisposable {
  readonly connectionString: string;
}

export async function serveTable({ client }: TableInMemory): Promise<ServedTable> {
  const list = async (url: URL): Promise<object> => {
    const filter = url.searchParams.get('$filter') ?? '';
    const maxPageSize = Number(url.searchParams.get('$top') ?? 1_000);
    const { value = [] } = await client
      .listEntities({ queryOptions: { filter } })
      .byPage({ maxPageSize })
      .next();
    return { value: Array.from(value, onWire) };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://table');
    const [, partition, row] =
      /\(PartitionKey='(.*)',RowKey='(.*)'\)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (request.method !== 'GET') {
      response.writeHead(501).end(`${request.method} ${url.pathname}: this table can only be read`);
      return;
    }
    const found =
      partition === undefined ? await list(url) : onWire(await client.getEntity(partition, row ?? ''));
    response.writeHead(200, { 'content-type': 'application/json;odata=minimalmetadata' });
    response.end(JSON.stringify(found));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(404).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    connectionString: azuriteConnectionString(portOf(server)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const names: Readonly<Record<string, string>> = {
  partitionKey: 'PartitionKey',
  rowKey: 'RowKey',
  timestamp: 'Timestamp',
  etag: 'odata.etag',
};

/** What JSON has no type for comes with its name. */
function onWire(entity: Entity): Entity {
  const columns = Object.entries(entity).flatMap(([given, value]): [string, unknown][] => {
    const name = names[given] ?? given;
    if (value instanceof Date)
      return [
        [`${name}@odata.type`, 'Edm.DateTime'],
        [name, value.toISOString()],
      ];
    if (typeof value === 'bigint')
      return [
        [`${name}@odata.type`, 'Edm.Int64'],
        [name, String(value)],
      ];
    return [[name, value]];
  });
  return Object.fromEntries(columns);
}
