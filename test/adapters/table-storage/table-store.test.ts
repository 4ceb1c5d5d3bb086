import { afterAll, beforeAll } from 'vitest';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { describeStoreContract } from '../../support/store-contract.ts';
import { makeStore, newTableName } from './fixture.ts';

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
