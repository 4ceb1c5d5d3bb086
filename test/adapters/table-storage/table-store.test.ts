/** The real service's emulator and the table on which the simulation runs are held to the same contracts. */
import { afterAll, beforeAll } from 'vitest';
import { openTable } from '../../../src/adapters/table-storage/open-table.ts';
import { storeOn } from '../../../src/adapters/table-storage/table-store.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { describeClientContract } from '../../support/client-contract.ts';
import { describeStoreContract } from '../../support/store-contract.ts';
import { createTableInMemory } from '../../support/table-in-memory.ts';
import { job, makeClock, makeIdGenerator, makeStore, newTableName } from './fixture.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describeStoreContract('the table store on Azurite', async () => {
  const { connectionString } = azurite;
  const table = newTableName();
  return {
    one: await makeStore({ connectionString, table }),
    other: await makeStore({ connectionString, table }),
  };
});

describeStoreContract('the table store on the table in memory', async () => {
  const { client } = createTableInMemory({ exists: false });
  const store = () =>
    storeOn(client, { job, clock: makeClock(), idGenerator: makeIdGenerator(), random: () => Math.random() });
  return { one: store(), other: store() };
});

describeClientContract('the SDK’s client on Azurite', () => {
  const { connectionString } = azurite;
  return openTable({ table: newTableName(), connection: { kind: 'connection_string', connectionString } });
});

describeClientContract('the table in memory', async () => createTableInMemory({ exists: false }).client);
