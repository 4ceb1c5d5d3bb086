/**
 * `npm run rebuild-coverage`: makes the ledger of computed dates anew from the history, while the app is running or not.
 * docs/coverage.md says when.
 */
import { systemClock } from '../src/adapters/system/clock.ts';
import { systemIdGenerator, systemRandom } from '../src/adapters/system/id-generator.ts';
import { storeOn } from '../src/adapters/table-storage/table-store.ts';
import { parseSettings } from '../src/core/settings/scheduler-settings.ts';
import { type PlaceArguments, print, runWithoutFile } from './backup/command.ts';
import { renewCoverage } from './backup/renew-coverage.ts';
import { requireTable } from './backup/partition.ts';
import { openPlace } from './backup/place.ts';

async function main(given: PlaceArguments): Promise<void> {
  const parsed = parseSettings(process.env, undefined);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  await using place = await openPlace(given, process.env, print);
  const { partition, client } = place;
  await requireTable(partition);
  const { job } = partition;
  const store = storeOn(client, {
    job,
    clock: systemClock,
    idGenerator: systemIdGenerator,
    random: systemRandom,
  });
  const settings = { ...parsed.settings, job };
  for (const line of await renewCoverage({
    partition,
    store,
    settings,
    clock: systemClock,
    idGenerator: systemIdGenerator,
  }))
    print(line);
}

await runWithoutFile('rebuild-coverage', main);
