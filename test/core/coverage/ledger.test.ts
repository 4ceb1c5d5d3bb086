/** The ledger: by which run each date was computed last, and what the state row keeps of it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coverageBegins,
  coveredDays,
  isUnder,
  recordComputed,
} from '../../../src/core/coverage/covered-days.ts';
import {
  byMonth,
  computedBy,
  type LedgerMonth,
  monthsAfter,
  renewedBy,
} from '../../../src/core/coverage/ledger.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { beginAttempt, finish } from '../../../src/core/run/start-and-finish.ts';
import { closeAttempt } from '../../../src/core/run/settle.ts';
import { addDays, type EpochMs, hours, LocalDate, minutes, plus } from '../../../src/core/time/time.ts';
import { afterHours, at, berlin, jakarta, runIdOf, start, waitingRun } from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const asDate = (text: string | undefined) => (text === undefined ? undefined : date(text));
const terms = { zone: jakarta, settlesAfterHours: 12 };

function ended(
  number: number,
  awal: string,
  akhir: string,
  startedAt: EpochMs,
  outcome: 'succeeded' | 'failed',
): Run {
  const range = { awal: date(awal), akhir: date(akhir) };
  const waiting = waitingRun({ id: runIdOf(number), range, createdAt: startedAt, slot: startedAt });
  const { attempt } = beginAttempt(waiting, { startedAt, epoch: 1, instance: 'a:1', version: '1' }).state;
  const attempts = [closeAttempt(attempt, { outcome }, plus(startedAt, minutes(40)))];
  return finish({ ...waiting, attempts }, { outcome, message: outcome }, plus(startedAt, minutes(40)));
}
const success = (number: number, awal: string, akhir: string, startedAt: EpochMs): Run =>
  ended(number, awal, akhir, startedAt, 'succeeded');

describe('the ledger', () => {
  test('has for each date the last run that succeeded, and when that began', () => {
    const runs = [
      success(2, '2026-11-23', '2026-11-24', afterHours(3)),
      success(1, '2026-11-20', '2026-11-23', start),
      ended(3, '2026-11-20', '2026-11-24', afterHours(6), 'failed'),
    ];
    expect(renewedBy([], runs)).toEqual([
      { awal: '2026-11-20', akhir: '2026-11-22', at: start, runId: runIdOf(1) },
      { awal: '2026-11-23', akhir: '2026-11-24', at: afterHours(3), runId: runIdOf(2) },
    ]);
  });

  test('keeps what a run computed on both sides of a later one', () => {
    const runs = [
      success(1, '2026-11-01', '2026-11-10', start),
      success(2, '2026-11-04', '2026-11-05', afterHours(3)),
    ];
    expect(renewedBy([], runs).map(({ awal, akhir, runId }) => [awal, akhir, runId])).toEqual([
      ['2026-11-01', '2026-11-03', runIdOf(1)],
      ['2026-11-04', '2026-11-05', runIdOf(2)],
      ['2026-11-06', '2026-11-10', runIdOf(1)],
    ]);
  });

  test('goes by the order of the runs, not by what the clocks showed', () => {
    const runs = [
      success(1, '2026-11-24', '2026-11-24', afterHours(9_000)),
      success(2, '2026-11-24', '2026-11-24', start),
    ];
    expect(renewedBy([], runs)).toMatchObject([{ runId: runIdOf(2), at: start }]);
  });

  test('made anew keeps what runs computed that the history has no more', () => {
    const known = [
      {
        awal: date('2024-02-28'),
        akhir: date('2024-03-01'),
        at: at('2024-03-01T13:00:00+07:00'),
        runId: runIdOf(0),
      },
    ];
    expect(renewedBy(known, [success(1, '2026-11-24', '2026-11-24', start)])).toHaveLength(2);
    expect(renewedBy(known, [])).toEqual(known);
    // What the ledger says of a run that the history has is what the history says.
    expect(renewedBy(known, [ended(0, '2024-02-28', '2024-02-28', start, 'failed')])).toEqual([]);
    expect(
      renewedBy([{ ...known[0]!, runId: runIdOf(5) }], [success(1, '2026-11-24', '2026-11-24', start)]),
    ).toHaveLength(1);
  });

  test('is split at the ends of months, over New Year and a leap day', () => {
    const run = success(1, '2027-12-30', '2028-03-02', at('2028-03-03T13:00:00+07:00'));
    const months = byMonth(renewedBy([], [run]));
    expect(months.map(({ month, computed }) => [month, computed[0]?.awal, computed[0]?.akhir])).toEqual([
      ['2027-12', '2027-12-30', '2027-12-31'],
      ['2028-01', '2028-01-01', '2028-01-31'],
      ['2028-02', '2028-02-01', '2028-02-29'],
      ['2028-03', '2028-03-01', '2028-03-02'],
    ]);
  });
});

const dates = (awal: string, akhir: string) => [{ awal, akhir }];

/** By one run, from 23 November on. */
function coveredBy(akhir: string, begun: EpochMs) {
  const ledger = renewedBy([], [success(1, '2026-11-23', akhir, begun)]);
  const { settled, open } = coveredDays(ledger, first, terms);
  return [settled, open.map((each) => ({ awal: each.awal, akhir: each.akhir }))];
}

describe('the days covered', () => {
  test('have no date as open that is settled, nor the other way round', () => {
    const noon = at('2026-11-25T12:00:00+07:00');
    expect(coveredBy('2026-11-24', noon)).toEqual([dates('2026-11-23', '2026-11-24'), []]);
    expect(coveredBy('2026-11-25', noon)).toEqual([
      dates('2026-11-23', '2026-11-24'),
      dates('2026-11-25', '2026-11-25'),
    ]);
    expect(coveredBy('2026-11-24', plus(noon, minutes(-1)))).toEqual([
      dates('2026-11-23', '2026-11-23'),
      dates('2026-11-24', '2026-11-24'),
    ]);
  });

  test.each(['settled', 'open'] as const)('keep the newest 150 stretches that are %s', (kind) => {
    const begun = kind === 'settled' ? at('2030-01-01T00:00:00+07:00') : start;
    const from = date(kind === 'settled' ? '2024-01-01' : '2027-01-01');
    const ledger = Array.from({ length: 151 }, (_, index) => {
      const each = addDays(from, 2 * index);
      return { awal: each, akhir: each, at: begun, runId: runIdOf(index + 1) };
    });
    const kept = coveredDays(ledger, first, terms)[kind];
    expect(kept).toHaveLength(150);
    expect([kept[0]?.awal, kept.at(-1)?.awal]).toEqual([addDays(from, 2), addDays(from, 300)]);
  });

  test.each([
    [undefined, undefined, '2026-11-24'],
    [undefined, '2026-11-01', '2026-11-01'],
    [undefined, '2026-12-01', '2026-11-24'],
    ['2026-10-05', undefined, '2026-10-05'],
    ['2026-10-05', '2026-11-01', '2026-10-05'],
    ['2026-10-05', '2026-10-01', '2026-10-01'],
  ])('begin, where %s is known and COVERAGE_SINCE is %s, with %s', (known, since, begins) => {
    const setting = { coverageSince: asDate(since) };
    expect(coverageBegins(asDate(known), jakarta, setting, start)).toBe(begins);
  });

  test('begin with the date that the zone of the schedule has at the first start', () => {
    const night = at('2026-11-24T01:00:00+07:00');
    const none = { coverageSince: undefined };
    expect(coverageBegins(undefined, jakarta, none, night)).toBe('2026-11-24');
    expect(coverageBegins(undefined, berlin, none, night)).toBe('2026-11-23');
  });

  test('are derived anew when the zone or the hours are others', () => {
    const none = coveredDays([], first, terms);
    expect(isUnder(none, terms)).toBe(true);
    expect(isUnder(none, { ...terms, zone: berlin })).toBe(false);
    expect(isUnder(none, { ...terms, settlesAfterHours: 11 })).toBe(false);
  });
});

const first = date('2026-10-25');
const anyRun = fc.record({
  from: fc.nat(40),
  days: fc.nat(35),
  hour: fc.nat(24 * 60),
  ok: fc.boolean(),
});
const anyHistory = fc.array(anyRun, { maxLength: 12 }).map((given) =>
  given.map(({ from, days, hour, ok }, index) => {
    const awal = addDays(first, from);
    const from0 = at('2026-10-25T00:00:00+07:00');
    return ended(index + 1, awal, addDays(awal, days), plus(from0, hours(hour)), ok ? 'succeeded' : 'failed');
  }),
);

describe('for any history', () => {
  test('the ledger and the days covered, kept run by run, are those of the whole history', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.constantFrom(0, 12, 30),
        fc.constantFrom(jakarta, berlin),
        (runs, settlesAfterHours, zone) => {
          const under = { zone, settlesAfterHours };
          let rows = new Map<string, LedgerMonth>();
          let covered = coveredDays([], first, under);
          for (const run of runs) {
            const computed = computedBy(run);
            if (computed === undefined) continue;
            for (const month of monthsAfter([...rows.values()], computed)) rows.set(month.month, month);
            covered = recordComputed(covered, computed);
          }
          const ledger = renewedBy([], runs);
          const kept = [...rows.values()].toSorted((one, other) => (one.month < other.month ? -1 : 1));
          expect(kept).toEqual(byMonth(ledger));
          expect(covered).toEqual(coveredDays(ledger, first, under));
        },
      ),
    );
  });

  test('a date is settled exactly if its last success began when its hours after midnight were over', () => {
    fc.assert(
      fc.property(anyHistory, (runs) => {
        const ledger = renewedBy([], runs);
        const { settled, open } = coveredDays(ledger, first, terms);
        for (let day = 0; day < 80; day += 1) {
          const each = addDays(first, day);
          const known = ledger.find(({ awal, akhir }) => awal <= each && each <= akhir);
          const settles = at(`${addDays(each, 1)}T12:00:00+07:00`);
          const isIn = (ranges: readonly { readonly awal: string; readonly akhir: string }[]) =>
            ranges.some(({ awal, akhir }) => awal <= each && each <= akhir);
          expect([each, isIn(settled)]).toEqual([each, known !== undefined && known.at >= settles]);
          expect([each, isIn(open)]).toEqual([each, known !== undefined && known.at < settles]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
