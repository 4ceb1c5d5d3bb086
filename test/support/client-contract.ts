/**
 * What the adapter relies on beyond its store's contract: how a client of one table answers. Held against the SDK with
 * Azurite behind it, and against the table in memory, on which the simulation runs.
 */
import type { TableClient } from '@azure/data-tables';
import { beforeEach, describe } from 'vitest';
import { describeLimits } from './client-contract/size-limits.ts';
import { describeListing } from './client-contract/listing.ts';
import { describeSingleWrites } from './client-contract/single-writes.ts';
import { describeTransactions } from './client-contract/entity-transactions.ts';

/** `makeClient` gives a client of a table that does not exist yet. */
export function describeClientContract(name: string, makeClient: () => Promise<TableClient>): void {
  describe(`${name} keeps the contract of a table client`, () => {
    let missing: TableClient;
    let client: TableClient;
    beforeEach(async () => {
      missing = await makeClient();
      client = await makeClient();
      await client.createTable();
    });
    describeSingleWrites(
      () => client,
      () => missing,
    );
    describeTransactions(
      () => client,
      () => missing,
    );
    describeListing(
      () => client,
      () => missing,
    );
    describeLimits(() => client);
  });
}
