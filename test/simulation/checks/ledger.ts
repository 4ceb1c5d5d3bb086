/** The ledger, in its rows and in the state, after each write: nothing but what the history gives. */
import type { CoveredDays } from '../../../src/core/coverage/covered-days.ts';
import type { Ledger } from '../../../src/core/coverage/ledger.ts';
import type { MakeCheck } from './check.ts';
import { type DayBook, dateOf, dayOf, daysOf, type Success } from './day-book.ts';

type Days = Map<number, Success>;

/** Undefined where stretches overlap or are not in order. */
function spread(ledger: Ledger): Days | undefined {
  const found: Days = new Map();
  let last = -Infinity;
  for (const { awal, akhir, at, runId } of ledger) {
    if (dayOf(awal) <= last || akhir < awal) return undefined;
    last = dayOf(akhir);
    for (const day of daysOf({ awal, akhir })) found.set(day, { runId, at });
  }
  return found;
}

function difference(found: Days, expected: ReadonlyMap<number, Success>): string | undefined {
  for (const [day, { runId, at }] of expected) {
    const other = found.get(day);
    if (other?.runId !== runId || other.at !== at)
      return `${dateOf(day)} was computed by ${runId} at ${at}, but it has ${other === undefined ? 'nothing' : `${other.runId} at ${other.at}`}`;
  }
  const more = [...found.keys()].find((day) => !expected.has(day));
  return more === undefined ? undefined : `no run has computed ${dateOf(more)}, which it has`;
}

function problemInRows(rows: ReadonlyMap<string, Ledger>, book: DayBook): string | undefined {
  for (const [month, ledger] of rows)
    if (ledger.some(({ awal, akhir }) => !awal.startsWith(month) || !akhir.startsWith(month)))
      return `the row of ${month} has dates of other months`;
  const sorted = [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const found = spread(sorted.flatMap(([, ledger]) => ledger));
  if (found === undefined) return 'the rows have a date twice, or not in order';
  const problem = difference(found, book.computed);
  return problem && `in the rows: ${problem}`;
}

function problemInState(coverage: CoveredDays, book: DayBook): string | undefined {
  let last = -Infinity;
  const settled = new Set<number>();
  for (const range of coverage.settled) {
    // What touches is one stretch.
    if (dayOf(range.awal) <= last + 1) return 'the settled ranges overlap, touch, or are not in order';
    last = dayOf(range.akhir);
    for (const day of daysOf(range)) settled.add(day);
  }
  const days = [...new Set([...book.computed.keys(), ...settled])];
  const wrong = days.find((day) => settled.has(day) !== book.isSettled(day, coverage));
  if (wrong !== undefined)
    return `the state calls ${dateOf(wrong)} ${settled.has(wrong) ? 'settled' : 'not settled'}, the history does not (${JSON.stringify(book.computed.get(wrong))})`;
  const open = spread(coverage.open);
  const expected = new Map([...book.computed].filter(([day]) => !settled.has(day)));
  if (open === undefined) return 'the open ranges overlap, or are not in order';
  const problem = difference(open, expected);
  return problem && `in the state: ${problem}`;
}

/** `book` is shared by the checks that ask what is computed. */
export const ledgerIsTrue =
  (book: DayBook): MakeCheck =>
  () => {
    let seen: CoveredDays | undefined;
    let written: number | undefined;
    return {
      claim: 'the ledger is what the history gives, in its rows and in the state, with every write',
      committed: (commit, { truth, clockSettings }) => {
        const { before, after } = commit;
        const succeeded = book.note(commit);
        const { coverage } = after.state;
        if (coverage === undefined) return 'the state does not know which dates are computed';
        if (written !== truth.ledgerWrites || succeeded) {
          written = truth.ledgerWrites;
          const problem = problemInRows(truth.ledger, book);
          if (problem !== undefined) return problem;
        } else if (coverage === seen) return undefined;
        seen = coverage;
        const since = before?.state.coverage?.since ?? coverage.since;
        // One that a clock ahead has chosen is put right.
        if (coverage.since > since || (coverage.since < since && clockSettings === 0))
          return `coverage began with ${since}, and begins with ${coverage.since} now`;
        return problemInState(coverage, book);
      },
    };
  };
