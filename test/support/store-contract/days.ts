/** The contract for the ledger of computed dates, for closed periods and for what backfill is asked for. */
import { describe, expect, it } from 'vitest';
import { Backfill } from '../../../src/core/coverage/backfill.ts';
import { Closing } from '../../../src/core/coverage/closing.ts';
import { LateInput } from '../../../src/core/coverage/late-input.ts';
import { computedBy, type LedgerMonth, monthsAfter } from '../../../src/core/coverage/ledger.ts';
import type { Change } from '../../../src/core/job/change.ts';
import { initialState } from '../../../src/core/job/job-state.ts';
import { recordEnd } from '../../../src/core/job/record-end.ts';
import type { ReadySnapshot } from '../../../src/core/job/snapshot.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import type { FinishedRun } from '../../../src/core/run/run.ts';
import { days, hours, plus } from '../../../src/core/time/time.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { newUlid, sampleFinishedRun, sampleInstant } from '../sample-records.ts';
import { initialised, ready } from './rows.ts';

const signed = { by: 'siti', byId: 'id-siti', reason: 'paid — 月末 🚀', at: sampleInstant };
const closing = Closing.parse({
  ...signed,
  through: '2026-10-31',
  reopened: { ...signed, from: '2026-10-15', until: plus(sampleInstant, hours(5)) },
});
const plan = {
  ...signed,
  id: newUlid(sampleInstant),
  awal: '2027-12-30',
  akhir: '2028-02-29',
  dates: 'all',
  next: '2028-01-03',
  chunk: newUlid(sampleInstant),
  computed: 4,
};
const backfill = Backfill.parse({ plan, paused: signed, failures: 2 });
const late = LateInput.parse({
  dates: { '2024-02-29': [sampleInstant, 3], '2026-11-01': [sampleInstant, 0] },
  askedAt: sampleInstant,
  problem: { message: 'no answer', since: sampleInstant },
});

const success = (awal: string, akhir: string): FinishedRun => ({
  ...sampleFinishedRun('succeeded'),
  range: DateRange.parse({ awal, akhir }),
});

/** As an operation ends a run: all of it in one transaction. */
function endOf(
  run: FinishedRun,
  { config, state, versions: base }: ReadySnapshot,
  known: readonly LedgerMonth[],
) {
  const computed = computedBy(run);
  if (computed === undefined) throw new Error(`run ${run.id} has computed nothing`);
  const ledger = monthsAfter(known, computed);
  return { base, state: recordEnd(config, state, run), run, ledger } satisfies Change;
}

export function describeDays(one: () => SchedulerStore, other: () => SchedulerStore): void {
  const wholeLedger = () => other().readLedger('0000-00', '9999-99');

  const monthsOf = async (from: string, to: string) =>
    (await other().readLedger(from, to)).map(({ month }) => month);

  describe('the ledger of computed dates', () => {
    it('is written with the end of the run, a row for each month', async () => {
      const before = await initialised(one());
      expect(await wholeLedger()).toEqual([]);
      const run = success('2027-12-30', '2028-03-02');
      const end = endOf(run, before, []);
      expect((await one().commit(end)).kind).toBe('committed');
      const { state } = await ready(other());
      expect(state).toEqual(end.state);
      expect(state.coverage?.open).toMatchObject([{ ...run.range, runId: run.id }]);
      expect(await other().findRun(run.id)).toEqual(run);
      const ledger = await wholeLedger();
      expect(ledger).toEqual(end.ledger);
      expect(ledger.map(({ month, computed }) => [month, computed[0]?.awal, computed[0]?.akhir])).toEqual([
        ['2027-12', '2027-12-30', '2027-12-31'],
        ['2028-01', '2028-01-01', '2028-01-31'],
        ['2028-02', '2028-02-01', '2028-02-29'],
        ['2028-03', '2028-03-01', '2028-03-02'],
      ]);
    });

    it('gives the months from the first to the last, both included', async () => {
      const before = await initialised(one());
      await one().commit(endOf(success('2027-12-30', '2028-03-02'), before, []));
      expect(await monthsOf('2028-01', '2028-02')).toEqual(['2028-01', '2028-02']);
      expect(await monthsOf('2027-12', '2027-12')).toEqual(['2027-12']);
      expect(await monthsOf('2028-04', '2028-12')).toEqual([]);
    });

    it('has of a month what the later run left of the earlier one', async () => {
      const before = await initialised(one());
      const [first, second] = [success('2026-11-01', '2026-11-30'), success('2026-11-10', '2026-12-01')];
      await one().commit(endOf(first, before, []));
      await other().commit(
        endOf(second, await ready(other()), await other().readLedger('2026-11', '2026-12')),
      );
      const found = (await wholeLedger()).flatMap(({ computed }) => computed);
      expect(found.map(({ awal, akhir, runId }) => [awal, akhir, runId])).toEqual([
        ['2026-11-01', '2026-11-09', first.id],
        ['2026-11-10', '2026-11-30', second.id],
        ['2026-12-01', '2026-12-01', second.id],
      ]);
    });

    it('takes the months of the longest plan in one transaction', async () => {
      const before = await initialised(one());
      const end = endOf(success('2026-10-31', '2027-12-04'), before, []);
      expect(end.ledger).toHaveLength(15);
      expect((await one().commit(end)).kind).toBe('committed');
      expect(await wholeLedger()).toEqual(end.ledger);
    });

    it('is refused without a control row to guard it', async () => {
      const before = await initialised(one());
      const { base, ledger } = endOf(success('2026-11-22', '2026-11-23'), before, []);
      await expect(one().commit({ base, ledger })).rejects.toThrow(/lease or the state/);
      expect(await wholeLedger()).toEqual([]);
    });

    it('is never purged', async () => {
      const before = await initialised(one());
      const end = endOf(success('2026-11-22', '2026-11-23'), before, []);
      await one().commit(end);
      expect(await one().purge(plus(sampleInstant, days(5_000)), 100)).toMatchObject({ complete: true });
      expect(await other().findRun(end.run.id)).toBeUndefined();
      expect(await wholeLedger()).toEqual(end.ledger);
    });
  });

  describe('a closed period and a plan of backfill', () => {
    it('are read by everybody to the last field, and gone when they end', async () => {
      const { versions: base, state } = await initialised(one());
      const result = await one().commit({ base, state: { ...state, closing, backfill, late } });
      if (result.kind !== 'committed') throw new Error('met a conflict');
      expect((await ready(other())).state).toEqual({ ...state, closing, backfill, late });
      const { reopened: _, ...closed } = closing;
      const after = { ...initialState, closing: closed, backfill: { failures: 0 } };
      await other().commit({ base: result.versions, state: after });
      expect((await ready(one())).state).toEqual(after);
    });

    it.each(['the end of a run', 'the closing'])(
      'meet at one instant: %s wins, and the other writes nothing',
      async (winner) => {
        const before = await initialised(one());
        const end = endOf(success('2026-11-22', '2026-12-01'), before, []);
        const close: Change = {
          base: before.versions,
          state: { ...before.state, closing },
          answered: { key: 'close', request: 'r', reply: '{"status":200}' },
        };
        const [first, second] = winner === 'the closing' ? [close, end] : [end, close];
        expect((await one().commit(first)).kind).toBe('committed');
        expect(await other().commit(second)).toEqual({ kind: 'conflict' });
        const isClosed = winner === 'the closing';
        expect((await ready(one())).state).toEqual(first.state);
        expect(await one().findRun(end.run.id)).toEqual(isClosed ? undefined : end.run);
        expect(await wholeLedger()).toEqual(isClosed ? [] : end.ledger);
        expect(await one().findAnswered('close')).toEqual(isClosed ? close.answered : undefined);
      },
    );

    it('lose nothing where both try at once, and the loser tries again', async () => {
      await initialised(one());
      const run = success('2026-11-22', '2026-12-01');
      const ending = async (): Promise<void> => {
        const known = await one().readLedger('2026-11', '2026-12');
        if ((await one().commit(endOf(run, await ready(one()), known))).kind === 'conflict') await ending();
      };
      const closingAgain = async (): Promise<void> => {
        const { versions: base, state } = await ready(other());
        if ((await other().commit({ base, state: { ...state, closing, backfill } })).kind === 'conflict')
          await closingAgain();
      };
      await Promise.all([ending(), closingAgain()]);
      const { state } = await ready(one());
      expect(state).toMatchObject({ closing, backfill, last: { id: run.id } });
      expect(state.coverage?.open).toMatchObject([{ runId: run.id }]);
      expect(await monthsOf('0000-00', '9999-99')).toEqual(['2026-11', '2026-12']);
    });
  });
}
