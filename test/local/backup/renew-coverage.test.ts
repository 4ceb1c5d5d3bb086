/** `npm run rebuild-coverage`: whatever happened to the ledger, the history gives it back, also while runs end. */
import { expect, it } from 'vitest';
import { renewCoverage } from '../../../local/backup/renew-coverage.ts';
import { hours, LocalDate } from '../../../src/core/time/time.ts';
import { forceExecute } from '../../../src/operations/commands/force-execute.ts';
import { tick } from '../../../src/operations/tick.ts';
import { callerOf } from '../../operations/support/caller.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import { type Counted, livedThrough, partitionOf } from './backup-worlds.ts';

const { log } = recordingLog();
const stateKey = 'control-state';

/** Three months: those of the runs, and of two requested ones around New Year. */
async function threeMonths(): Promise<Counted> {
  const test = await livedThrough(9);
  const request = { awal: LocalDate.parse('2025-12-30'), akhir: LocalDate.parse('2026-01-02') };
  expect(await forceExecute(test.world, callerOf('force_execute'), request)).toMatchObject({ kind: 'done' });
  await tick(test.world, log);
  return test;
}

const rebuild = (test: Counted, settings = test.world.settings) =>
  renewCoverage({ partition: partitionOf(test), ...test.world, store: test.store, settings });

const months = ({ table }: Counted) =>
  table
    .rows()
    .flatMap(({ rowKey, document }) =>
      String(rowKey).startsWith('coverage-') ? [{ rowKey, document }] : [],
    );

const stateOf = ({ table }: Counted): Record<string, unknown> =>
  JSON.parse(String(table.row(stateKey)?.['document']));

const putState = ({ table }: Counted, state: object): void =>
  table.put(stateKey, { ...table.row(stateKey), document: JSON.stringify(state) });

it('changes nothing of a ledger that is as the history gives it', async () => {
  const test = await threeMonths();
  const before = [months(test), stateOf(test)];
  expect(before[0]).toHaveLength(3);
  expect(await rebuild(test)).toEqual([
    expect.stringMatching(/^The ledger has \d+ computed dates; coverage begins with \d{4}-\d\d-\d\d\.$/),
    'Every month was as the history gives it.',
  ]);
  expect([months(test), stateOf(test)]).toEqual(before);
});

it('restores months that are damaged, deleted or wrong, and names them', async () => {
  const test = await threeMonths();
  const before = [months(test), stateOf(test)];
  const [first, second, third] = months(test).map(({ rowKey }) => String(rowKey));
  test.table.put(first!, { document: '[{"awal":"2025-12-31"' });
  test.table.remove(second!);
  test.table.put(third!, { document: '[]' });
  test.table.put('coverage-2024-02', {
    document: JSON.stringify([
      { awal: '2024-02-29', akhir: '2024-02-29', at: 1, runId: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' },
    ]),
  });
  expect((await rebuild(test))[1]).toBe(
    `Months that were not as the history gives them, and are now: 2024-02, ${[first, second, third].map((key) => key!.slice('coverage-'.length)).join(', ')}.`,
  );
  expect(test.table.row('coverage-2024-02')?.['document']).toBe('[]');
  test.table.remove('coverage-2024-02');
  expect([months(test), stateOf(test)]).toEqual(before);
});

it('restores what the state keeps of the ledger, wrong or damaged', async () => {
  const test = await threeMonths();
  const before = [months(test), stateOf(test)];
  const { coverage, ...rest } = stateOf(test);
  for (const wrong of [
    { settled: [], open: [] },
    { settled: 'all' },
    { settled: [], open: undefined, zone: 'Mars' },
  ]) {
    putState(test, { ...rest, coverage: { ...(coverage as object), ...wrong } });
    await rebuild(test);
    expect([months(test), stateOf(test)]).toEqual(before);
  }
});

it('asks for the beginning of coverage where the damage leaves none', async () => {
  const test = await threeMonths();
  const before = stateOf(test);
  putState(test, { ...before, coverage: 'none' });
  await expect(rebuild(test)).rejects.toThrow(
    /does not tell any more when coverage begins: set COVERAGE_SINCE/,
  );
  expect(stateOf(test)).toEqual({ ...before, coverage: 'none' });
  const coverageSince = test.world.settings.coverageSince ?? LocalDate.parse('2026-01-01');
  expect(await rebuild(test, { ...test.world.settings, coverageSince })).toContain(
    `What row ${stateKey} keeps of the ledger could not be read, and was made anew.`,
  );
  expect(stateOf(test)).toMatchObject({ coverage: { since: coverageSince } });
});

it('leaves a state alone that is damaged elsewhere, and names what is wrong', async () => {
  const test = await threeMonths();
  const before = { ...stateOf(test), coverage: 'none', statistics: 'none' };
  putState(test, before);
  await expect(rebuild(test)).rejects.toThrow(/row control-state .* cannot be read: .*statistics/);
  expect(stateOf(test)).toEqual(before);
});

it('starts over when a run ends meanwhile, and keeps what that computed', async () => {
  const test = await threeMonths();
  const [last] = months(test).slice(-1);
  test.table.put(String(last!.rowKey), { document: '[]' });
  let readings = 0;
  let ended: string | undefined;
  const store = {
    ...test.store,
    readLedger: async (from: string, to: string) => {
      const known = await test.store.readLedger(from, to);
      readings += 1;
      if (readings === 1) {
        await test.clock.advance(hours(24));
        ended = await tick(test.world, log);
      }
      return known;
    },
  };
  await renewCoverage({ partition: partitionOf(test), ...test.world, store });
  expect([readings, ended]).toEqual([2, 'start']);
  const after = [months(test), stateOf(test)];
  await rebuild(test);
  expect([months(test), stateOf(test)]).toEqual(after);
  expect(after[0]).not.toContainEqual(last);
});
