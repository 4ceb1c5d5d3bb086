/** Makes a client of the table. Loads the SDKs when first called, which keeps them out of the start-up. */
import type { TableClient } from '@azure/data-tables';
import type { TableConnection, TableSettings } from './table-settings.ts';

/** Sends nothing yet. The SDK's retries are off: `TableRequests` retries itself. */
export async function openTable({ table, connection }: TableSettings): Promise<TableClient> {
  const { TableClient } = await import('@azure/data-tables');
  const options = { retryOptions: { maxRetries: 0 } };
  switch (connection.kind) {
    case 'connection_string': {
      const { connectionString } = connection;
      const allowInsecureConnection =
        /http:/i.test(connectionString) || /protocol=http(;|$)/i.test(connectionString);
      return TableClient.fromConnectionString(connectionString, table, {
        ...options,
        allowInsecureConnection,
      });
    }
    case 'identity':
      return new TableClient(connection.endpoint, table, await credentialOf(connection), options);
  }
}

/** For the store, which lists rows all the time. */
export async function openForQueries(settings: TableSettings): Promise<TableClient> {
  const [client, { withDirectQueries }] = await Promise.all([
    openTable(settings),
    import('./direct-queries.ts'),
  ]);
  return withDirectQueries(client);
}

/** With a client id only that identity; without one whatever the machine offers (also `az login`). */
async function credentialOf({ clientId }: Extract<TableConnection, { kind: 'identity' }>) {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  return clientId === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
}
