/** Compares the ledger of computed dates, as the real table has it, with what the history gives. */
import type { CoveredDays } from '../../src/core/coverage/covered-days.ts';
import type { LedgerMonth } from '../../src/core/coverage/ledger.ts';
import type { Run } from '../../src/core/run/run.ts';

const dayLength = 86_400_000;
/** As src/core/coverage/covered-days.ts has it. */
const mostRanges = 150;

const datesOf = ({ awal, akhir }: { readonly awal: string; readonly akhir: string }): readonly string[] => {
  const first = Date.parse(awal);
  const count = (Date.parse(akhir) - first) / dayLength + 1;
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * dayLength).toISOString().slice(0, 10),
  );
};

/** For each date the last success that held it, and when its last attempt began. */
function computedIn(runs: readonly Run[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { id, state, range, attempts } of runs.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    if (state.kind === 'finished' && state.outcome === 'succeeded')
      for (const date of datesOf(range)) found.set(date, `${id} at ${attempts.at(-1)?.startedAt}`);
  return found;
}

export function judgeLedger(
  runs: readonly Run[],
  months: readonly LedgerMonth[],
  coverage: CoveredDays | undefined,
): readonly string[] {
  const expected = computedIn(runs);
  const entries = months.flatMap(({ computed }) => computed);
  const found = entries.flatMap((each) =>
    datesOf(each).map((date) => [date, `${each.runId} at ${each.at}`] as const),
  );
  const inRows = new Map(found);
  const inState = new Set([...(coverage?.settled ?? []), ...(coverage?.open ?? [])].flatMap(datesOf));
  const settled = coverage?.settled ?? [];
  // The dates of a world are apart from each other, and the state row has room for so many stretches.
  const first = settled.length < mostRanges ? '' : (settled[0]?.awal ?? '');
  return [
    ...(inRows.size === found.length ? [] : ['the ledger has a date twice']),
    ...[...expected]
      .filter(([date, by]) => inRows.get(date) !== by)
      .map(([date, by]) => `${date} was computed by ${by}, the ledger has ${inRows.get(date) ?? 'nothing'}`),
    ...[...inRows.keys()]
      .filter((date) => !expected.has(date))
      .map((date) => `no run has computed ${date}, which the ledger has`),
    ...[...expected.keys()]
      .filter((date) => date >= first && !inState.has(date))
      .map((date) => `the state does not know that ${date} was computed`),
    ...[...inState].filter((date) => !expected.has(date)).map((date) => `the state has ${date}, no run does`),
  ];
}
