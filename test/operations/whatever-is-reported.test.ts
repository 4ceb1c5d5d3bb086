/** Whatever a server reports, what is written is read again: no number and no text stops the scheduler. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { FailureClass } from '../../src/core/run/failure.ts';
import { mostRows } from '../../src/core/run/progress.ts';
import { warningsOf } from '../../src/core/run/warnings.ts';
import { epochMs, hours } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { ExecutionObserver } from '../../src/ports.ts';
import { recordingLog } from './support/recording-log.ts';
import { createTableWorld } from './support/table-world.ts';
import { anyCharacter } from '../support/any-character.ts';

/** A row count as SQL Server sends it, and what a driver makes of it. */
const largest = Number(0x7fff_ffff_ffff_ffffn);

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, largest, 2 ** 53, -(2 ** 53), 2 ** 53 - 1, 1e300, 0.5, -7),
);
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom('\ud800', 'x\udfff', '\u0000', '\u0001\u001f\u007f', '\uffff', '"'.repeat(40_000)),
);
const rows = fc.option(number, { nil: undefined });
const failure = fc.record(
  {
    class: fc.constantFrom(...FailureClass.options),
    message: text,
    remedy: text,
    number,
    code: text,
    severity: number,
    line: number,
    procedure: text,
  },
  { requiredKeys: ['class', 'message', 'remedy'] },
);
const stop = fc.constant({ cause: 'deadline' as const, at: epochMs(1_780_000_000_000) });
const result: fc.Arbitrary<AttemptResult> = fc.oneof(
  fc.record({ kind: fc.constant('succeeded' as const), rowsAffected: rows, returnValue: rows }),
  fc.record({ kind: fc.constant('failed' as const), rowsAffected: rows, failure, returnValue: rows }),
  fc.record({ kind: fc.constant('foreign_run' as const) }),
  fc.record({ kind: fc.constant('stopped' as const), rowsAffected: rows, confirmed: fc.boolean(), stop }),
  fc.record({
    kind: fc.constant('interrupted' as const),
    rowsAffected: rows,
    confirmed: fc.boolean(),
    failure,
  }),
  fc.record({ kind: fc.constant('connection_lost' as const), rowsAffected: rows, failure }),
);
const reports = fc.record({
  counts: fc.array(number, { maxLength: 4 }),
  messages: fc.array(fc.record({ at: number, text, number }), { maxLength: 30 }),
});

interface Reported {
  readonly result: AttemptResult;
  readonly report: (observer: ExecutionObserver) => void;
}

/** The first tick starts a run, which reports this; the lease is renewed once meanwhile. */
async function run({ result: ended, report }: Reported) {
  const test = createTableWorld({
    runner: {
      execute: async ({ observer }) => {
        observer.executing();
        report(observer);
        await test.clock.sleep(test.world.settings.leaseRenewal);
        return ended;
      },
      probe: async () => 'gone',
    },
  });
  const { log, lines } = recordingLog();
  await tick(test.world, log);
  await test.clock.advance(hours(1));
  const ticked = tick(test.world, log);
  await test.clock.advance(test.world.settings.leaseRenewal);
  expect(await ticked).toBe('start');
  return { ...test, log, lines };
}

async function expectGoingOn({
  world,
  store,
  clock,
  table,
  log,
}: Awaited<ReturnType<typeof run>>): Promise<void> {
  const snapshot = await store.read();
  if (snapshot.kind === 'empty') throw new Error('the control rows are gone');
  const { active, last, lastSkip } = snapshot.state;
  const known = active ?? last ?? lastSkip;
  const { runs, damaged } = await store.listRuns({ limit: 10 });
  expect(damaged).toBeUndefined();
  expect(runs.map(({ id }) => id)).toEqual([known?.id]);
  await store.findMessages(known?.id ?? '');
  expect(table.rows().length).toBeGreaterThan(3);
  await clock.advance(hours(12));
  const again = tick(world, log);
  await clock.advance(world.settings.leaseRenewal);
  await again;
  expect((await store.read()).kind).toBe('ready');
}

describe('whatever the observer and the runner report', () => {
  it('is written so that it is read again, and the next tick works', async () => {
    await fc.assert(
      fc.asyncProperty(result, reports, async (ended, { counts, messages }) => {
        const done = await run({
          result: ended,
          report: (observer) => {
            for (const count of counts) observer.rowsAffected(count);
            for (const { at, ...message } of messages)
              observer.message({ ...message, at: Object(at).valueOf() });
          },
        });
        await expectGoingOn(done);
      }),
      { numRuns: 40 },
    );
  });

  it('ends at the limit of exact integers when two row counts are the largest that a server can send', async () => {
    const done = await run({
      result: { kind: 'succeeded', rowsAffected: largest + largest, returnValue: 0 },
      report: (observer) => {
        observer.rowsAffected(largest);
        observer.rowsAffected(largest);
      },
    });
    const { runs } = await done.store.listRuns({ limit: 1 });
    expect(runs[0]?.attempts[0]?.rowsAffected).toBe(mostRows);
    expect(runs.flatMap(warningsOf)).toMatchObject([{ code: 'row_count_limit' }]);
    expect(runs[0]?.state).toMatchObject({ message: `completed, at least ${mostRows} rows affected` });
    expect(done.lines.filter(({ fields }) => fields?.event === 'run_warning')).toHaveLength(1);
    await expectGoingOn(done);
  });
});
