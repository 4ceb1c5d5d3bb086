/** Which table a command reads or writes: an account in Azure, what the environment names, or the local stack's. */
import { mkdirSync, readFileSync } from 'node:fs';
import type { TableClient } from '@azure/data-tables';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemRandom } from '../../src/adapters/system/id-generator.ts';
import { openTable } from '../../src/adapters/table-storage/open-table.ts';
import { TableRequests, usualPatience } from '../../src/adapters/table-storage/table-requests.ts';
import { parseTableSettings } from '../../src/adapters/table-storage/table-settings.ts';
import { readSetting } from '../../src/core/settings/read-setting.ts';
import { seconds } from '../../src/core/time/time.ts';
import { chooseServer, type Environment } from '../own-server/choose-server.ts';
import { stateFolder, storageFile } from '../stack/folders.ts';
import { lockFolder } from '../stack/lock.ts';
import { freePort } from '../stack/ports.ts';
import { readExampleSettings, readOwnSettings } from '../stack/settings.ts';
import { startServices } from '../stack/start-services.ts';
import type { PlaceArguments } from './command.ts';
import type { Partition } from './partition.ts';

export interface Place extends AsyncDisposable {
  readonly partition: Partition;
  readonly client: TableClient;
  readonly table: string;
  /** The address, without what permits access. */
  readonly storage: string;
}

export async function openPlace(
  { account, table, job }: PlaceArguments,
  environment: Environment,
  print: (line: string) => void,
): Promise<Place> {
  await using stack = new AsyncDisposableStack();
  const named = ['', '__accountName', '__tableServiceUri'].some(
    (suffix) => readSetting(environment, `AzureWebJobsStorage${suffix}`) !== undefined,
  );
  const where =
    account !== undefined
      ? { AzureWebJobsStorage__accountName: account }
      : named
        ? environment
        : { AzureWebJobsStorage: await localStorage(stack, environment, print) };
  const name = table ?? readSetting(environment, 'TABLE_NAME');
  const parsed = parseTableSettings({ ...where, TABLE_NAME: name });
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  const client = await openTable(parsed.settings);
  const requests = new TableRequests(client, {
    clock: systemClock,
    random: systemRandom,
    // A transaction of 100 rows of history may take its time; nobody waits for a heartbeat here.
    patience: { ...usualPatience, attemptLimit: seconds(60) },
  });
  const held = stack.move();
  return {
    partition: { requests, job: job ?? readSetting(environment, 'JOB_NAME') ?? 'spJamkerja' },
    client,
    table: parsed.settings.table,
    storage: client.url.split('?')[0] ?? '',
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** That of the running stack, or of one started for this purpose on the same state. */
async function localStorage(
  stack: AsyncDisposableStack,
  environment: Environment,
  print: (line: string) => void,
): Promise<string> {
  mkdirSync(stateFolder, { recursive: true });
  let lock;
  try {
    lock = lockFolder(stateFolder);
  } catch {
    return readFileSync(storageFile, 'utf8');
  }
  stack.defer(() => lock.release());
  const server = chooseServer({ own: readOwnSettings(print), example: readExampleSettings(), environment });
  const ports = { blob: await freePort(), queue: await freePort(), table: await freePort(), sql: undefined };
  const services = await startServices({ ports, server, print });
  stack.defer(() => services.stop());
  return services.settings['AzureWebJobsStorage'] ?? '';
}
