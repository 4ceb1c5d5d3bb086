/** Makes the ledger of computed dates, and what the state row keeps of it, anew from the history. */
import { noChannels } from '../../src/adapters/notify/notifier.ts';
import { stateRow } from '../../src/adapters/table-storage/entities.ts';
import { wholeOf } from '../../src/adapters/table-storage/read-document.ts';
import { queryRows } from '../../src/adapters/table-storage/read-rows.ts';
import { controlKeys, controlRange } from '../../src/adapters/table-storage/row-keys.ts';
import { CoveredDays } from '../../src/core/coverage/covered-days.ts';
import { JobState } from '../../src/core/job/job-state.ts';
import type { Settings } from '../../src/core/settings/scheduler-settings.ts';
import { LocalDate } from '../../src/core/time/time.ts';
import { z } from 'zod';
import { deriveCoverage, type Derived } from '../../src/operations/coverage/derive-coverage.ts';
import type { Clock, IdGenerator, Log, SchedulerStore } from '../../src/ports.ts';
import type { Partition } from './partition.ts';

export interface Renewal {
  readonly partition: Partition;
  readonly store: SchedulerStore;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly idGenerator: IdGenerator;
}

/** Runs and commands change a few rows an hour; reading all runs takes seconds. */
const tries = 20;

/** Returns what it found, in words. */
export async function renewCoverage(given: Renewal): Promise<readonly string[]> {
  const { partition, store, settings, clock } = given;
  const repaired = await repairState(given);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const snapshot = await store.read();
    if (snapshot.kind === 'empty')
      throw new Error(
        `${partition.requests.place} holds no rows of ${partition.job}: check --account, --table and --job, or the settings of the same meaning`,
      );
    // Those of the app, which the environment of this command need not have.
    const { settlesAfterHours = settings.daySettlesAfterHours } = snapshot.state.coverage ?? {};
    const world = {
      ...given,
      settings: { ...settings, daySettlesAfterHours: settlesAfterHours },
      notifier: noChannels,
    };
    const derived = await deriveCoverage(world, silent, snapshot, clock.now(), { fromHistory: true });
    if (derived !== undefined) return [...repaired, ...describe(derived)];
  }
  throw new Error(
    `the rows of ${partition.job} changed during each of ${tries} readings: repeat it when no run is active`,
  );
}

const describe = ({ since, dates, changed }: Derived): readonly string[] => [
  `The ledger has ${dates} computed dates; coverage begins with ${since}.`,
  changed.length === 0
    ? 'Every month was as the history gives it.'
    : `Months that were not as the history gives them, and are now: ${changed.toSorted().join(', ')}.`,
];

const ignore = (): void => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const Stored = z.looseObject({ coverage: z.looseObject({ since: z.unknown() }).optional().catch(undefined) });

/** If all that is damaged of the state row is what follows from the ledger, it is replaced by an empty ledger's. */
async function repairState({ partition, settings }: Renewal): Promise<readonly string[]> {
  const { requests, job } = partition;
  const rows = await queryRows(requests, `read the state of ${job}`, { job, range: controlRange, limit: 10 });
  const row = rows.find(({ rowKey }) => rowKey === controlKeys.state);
  if (row === undefined || typeof row.document !== 'string') return [];
  const stored = Stored.safeParse(parseJson(wholeOf(row, row.document)));
  if (!stored.success) return [];
  const { coverage, ...rest } = stored.data;
  const state = JobState.safeParse(rest);
  const isSound = !('coverage' in stored.data) || CoveredDays.safeParse(coverage).success;
  // What else is wrong with the row, the next reading tells.
  if (!state.success || isSound) return [];
  const since = LocalDate.safeParse(coverage?.since).data ?? settings.coverageSince;
  if (since === undefined)
    throw new Error(
      `row ${controlKeys.state} of ${requests.place} does not tell any more when coverage begins: set COVERAGE_SINCE to that date (YYYY-MM-DD), here and for the app, and repeat this command`,
    );
  const { daySettlesAfterHours: settlesAfterHours, timeZone: zone } = settings;
  const empty = { since, zone, settlesAfterHours, settled: [], open: [] };
  const { rowKey, document, columns } = stateRow({ ...state.data, coverage: empty });
  await requests.send(`repair the state of ${job}`, (client, options) =>
    client.updateEntity({ ...columns, partitionKey: job, rowKey, document }, 'Replace', {
      ...options,
      etag: row.etag,
    }),
  );
  return [`What row ${rowKey} keeps of the ledger could not be read, and was made anew.`];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
