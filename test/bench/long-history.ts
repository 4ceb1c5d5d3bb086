/** Two tables: one with a single run, and one with 100,000 runs that have computed 800 days. */
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIdGenerator, systemRandom } from '../../src/adapters/system/id-generator.ts';
import { runIdOf, runKey } from '../../src/adapters/table-storage/row-keys.ts';
import { storeOn } from '../../src/adapters/table-storage/table-store.ts';
import { byMonth, type Computed } from '../../src/core/coverage/ledger.ts';
import { addDays, days, epochMs, epochMsToLocalDate, minus, plus } from '../../src/core/time/time.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import { settings } from '../support/core-samples.ts';
import { rowsOf } from '../support/table-rows.ts';
import { createTableInMemory, type TableInMemory } from '../support/table-in-memory.ts';
import type { Workshop } from './workshop.ts';

const runs = 100_000;
const daysComputed = 800;

const storeOf = ({ client }: TableInMemory): SchedulerStore =>
  storeOn(client, {
    job: settings.job,
    clock: systemClock,
    idGenerator: systemIdGenerator,
    random: systemRandom,
  });

/** As the app has written it, with a mark of a tick: the ticks that are measured have none to write. */
export async function shortHistory(workshop: Workshop): Promise<TableInMemory> {
  const table = createTableInMemory();
  for (const { rowKey, ...row } of await rowsOf(await workshop.tableWithPast(1))) table.put(rowKey, row);
  const now = epochMs(Date.now());
  await storeOf(table).noteTick({
    mark: { since: minus(now, days(1)), at: now, nextBy: plus(now, days(1)), steadySince: now },
  });
  return table;
}

/** Its runs are copies of the first one, each under an id of its own. */
export async function longHistory(workshop: Workshop): Promise<TableInMemory> {
  const table = await shortHistory(workshop);
  const sample = table.rows().find(({ rowKey }) => String(rowKey).startsWith('run-'));
  const known = sample === undefined ? undefined : runIdOf(String(sample['rowKey']));
  if (sample === undefined || known === undefined) throw new Error('the table was to have a run');
  const now = Date.now();
  // The youngest first: their keys come in order.
  for (let index = 1; index < runs; index += 1) {
    const id = systemIdGenerator.newId(epochMs(now - index * 600_000));
    const { rowKey: _, etag: _etag, timestamp: _timestamp, ...columns } = sample;
    const document = String(columns['document']).replaceAll(known, id);
    table.put(runKey(id) ?? '', { ...columns, document });
  }
  await computeDays(storeOf(table));
  return table;
}

/** Each day by another run, up to the first one that is computed already. */
async function computeDays(store: SchedulerStore): Promise<void> {
  const snapshot = await store.read();
  if (snapshot.kind === 'empty' || snapshot.state.coverage === undefined)
    throw new Error('the table was to have coverage');
  const { state, versions } = snapshot;
  const { coverage } = snapshot.state;
  const today = epochMsToLocalDate(epochMs(Date.now()), coverage.zone);
  const since = addDays(today, -daysComputed);
  const last = addDays(coverage.since, -1);
  const computed = Array.from({ length: daysComputed }, (_, index): Computed => {
    const date = addDays(since, index);
    const at = epochMs(Date.parse(date) + 2 * 86_400_000);
    return { awal: date, akhir: date, at, runId: systemIdGenerator.newId(at) };
  }).filter(({ awal }) => awal <= last);
  const settled = [{ awal: since, akhir: last }];
  const result = await store.commit({
    base: versions,
    state: { ...state, coverage: { ...coverage, since, settled: [...settled, ...coverage.settled] } },
    ledger: byMonth(computed),
  });
  if (result.kind === 'conflict') throw new Error('somebody else has written into the table in memory');
}
