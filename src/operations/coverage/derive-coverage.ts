/**
 * Derives from the ledger which dates are settled, and the ledger from the history where the state row knows of none:
 * at the first start, after an update of an older version, and for `npm run rebuild-coverage`.
 */
import { coverageBegins, coveredDays, isUnder } from '../../core/coverage/covered-days.ts';
import { countDates } from '../../core/coverage/date-ranges.ts';
import { byMonth, type Ledger, type LedgerMonth, type Month, renewedBy } from '../../core/coverage/ledger.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import type { Run } from '../../core/run/run.ts';
import type { EpochMs, LocalDate } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { commit, type Committing } from '../commit.ts';

/** Whether the state row has what the settings and the schedule call for. */
export function coverageIsCurrent(
  { config, state }: Pick<ReadySnapshot, 'config' | 'state'>,
  { settings }: Pick<World, 'settings'>,
): boolean {
  const { coverage } = state;
  if (coverage === undefined) return false;
  const { coverageSince, daySettlesAfterHours: settlesAfterHours } = settings;
  const beginsInTime = coverageSince === undefined || coverage.since <= coverageSince;
  return beginsInTime && isUnder(coverage, { zone: config.timeZone, settlesAfterHours });
}

export interface Derived {
  readonly since: LocalDate;
  /** Dates of the ledger. */
  readonly dates: number;
  /** Months of the ledger that were not what the history gives. */
  readonly changed: readonly Month[];
}

/** One commit. Undefined where another process wrote first. `fromHistory`: the ledger is made anew as well. */
export async function deriveCoverage(
  world: Committing,
  log: Log,
  snapshot: ReadySnapshot,
  now: EpochMs,
  { fromHistory = snapshot.state.coverage === undefined } = {},
): Promise<Derived | undefined> {
  const { config, state } = snapshot;
  const { daySettlesAfterHours: settlesAfterHours } = world.settings;
  const terms = { zone: config.timeZone, settlesAfterHours };
  const since = coverageBegins(state.coverage?.since, config.timeZone, world.settings, now);
  const known = await world.store.readLedger('0000-00', '9999-99');
  const before = known.flatMap(({ computed }) => computed);
  const whole = fromHistory ? renewedBy(before, await allRuns(world)) : before;
  const ledger = changedMonths(known, whole);
  const written = await commit(world, snapshot, {
    state: { ...state, coverage: coveredDays(whole, since, terms) },
    ...(ledger.length === 0 ? {} : { ledger }),
  });
  if (written.kind === 'conflict') return undefined;
  log.info(
    `📅 Coverage begins with ${since}: a date is settled once it was computed ${settlesAfterHours} hours or more after its end (${config.timeZone})`,
    { event: 'coverage_derived' },
  );
  return { since, dates: countDates(whole), changed: ledger.map(({ month }) => month) };
}

/** Also those of which nothing is left. A transaction takes a hundred rows, and most months are as they should be. */
function changedMonths(known: readonly LedgerMonth[], whole: Ledger): readonly LedgerMonth[] {
  const after = byMonth(whole);
  const emptied = known
    .filter(({ month, computed }) => computed.length > 0 && !after.some((each) => each.month === month))
    .map(({ month }) => ({ month, computed: [] }));
  return [...after.filter((each) => !known.some((one) => isSame(one, each))), ...emptied];
}

const isSame = (one: LedgerMonth, other: LedgerMonth): boolean =>
  one.month === other.month && JSON.stringify(one.computed) === JSON.stringify(other.computed);

/** Rows, not requests: each page is one round trip. */
const page = 1_000;

async function allRuns({ store }: Pick<World, 'store'>): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (let before: string | undefined, more = true; more;) {
    const listed = await store.listRuns({ limit: page, before });
    runs.push(...listed.runs);
    before = listed.next;
    more = before !== undefined;
  }
  return runs;
}
