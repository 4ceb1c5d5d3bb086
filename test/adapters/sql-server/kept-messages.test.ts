/** KEEP_MESSAGES: what a procedure or the server says about its work, from the wire to rows and log. */
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../local/sql-server/stand-in.ts';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import type { KeepMessages } from '../../../src/core/run/kept-text.ts';
import { hours } from '../../../src/core/time/time.ts';
import { tick } from '../../../src/operations/tick.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import { createTableWorld } from '../../operations/support/table-world.ts';
import { settings } from '../../support/core-samples.ts';
import { type Rig, startRig } from './support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterEach(() => rig.reset());
afterAll(() => rig.close());

/** One run of the real adapter. Everything that was written meanwhile and afterwards, and every line of the log. */
async function runOnce(keep: KeepMessages, fault: Fault, throwing = false) {
  rig.server.setFault(fault);
  const kept = { ...settings, keepMessages: keep, maxAttempts: 1 };
  const runner = createProcedureRunner({
    sql: rig.target.sql,
    clock: rig.target.clock,
    settings: { ...rig.settings, keepMessages: keep },
  });
  const { promise: executed, resolve } = Promise.withResolvers<void>();
  const test = createTableWorld({
    settings: kept,
    runner: {
      execute: async (execution) => {
        const result = await runner.execute(execution);
        resolve();
        // A heartbeat writes the progress before the end.
        await test.clock.sleep(kept.leaseRenewal);
        if (throwing && 'failure' in result) throw new Error(`defect: ${canary} ${result.failure.message}`);
        return result;
      },
      probe: (log, signal) => runner.probe(log, signal),
    },
  });
  const written: unknown[] = [];
  const commit: typeof test.store.commit = (change) => {
    written.push(change);
    return test.store.commit(change);
  };
  const world = { ...test.world, store: { ...test.store, commit } };
  const { log, lines } = recordingLog();
  await tick(world, log);
  await test.clock.advance(hours(1));
  const ticked = tick(world, log);
  await Promise.race([executed, ticked]);
  await test.clock.advance(kept.leaseRenewal);
  await ticked;
  await tick(world, log);
  const { runs } = await test.store.listRuns({ limit: 1 });
  const messages = await test.store.findMessages(runs[0]?.id ?? '');
  return { seen: JSON.stringify([written, test.table.rows(), lines]), run: runs[0], messages, lines };
}

const canary = 'Kartini';
const words = fc
  .tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }))
  .map((around) => around.join(canary));
/** Of the procedure, of rows, of dynamic SQL, of objects, raised again, and unknown to the app. */
const number = fc.constantFrom(
  50_000,
  60_123,
  2627,
  547,
  245,
  8134,
  102,
  207,
  208,
  229,
  1205,
  266,
  6522,
  33_333,
);
const error = fc.record({ number, message: words, class: fc.constantFrom(11, 14, 16, 19) });
const step = fc.oneof(
  fc.record({ print: words, times: fc.constant(1) }),
  fc.record({ error: error.map((each) => ({ ...each, message: `Error 1205: ${each.message}` })) }),
  fc.record({ error }),
);
const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.array(step, { minLength: 1, maxLength: 5 }).map((steps): Fault => ({ kind: 'script', steps })),
  fc
    .array(error, { minLength: 1, maxLength: 40 })
    .map((errors): Fault => ({ kind: 'errors', errors, afterPercent: 50 })),
  // A trigger for logins, of the database's owner.
  words.map((message): Fault => ({ kind: 'deny-login', error: { number: 50_000, message } })),
  words.map((message): Fault => ({ kind: 'deny-login', error: { number: 2627, message } })),
);

describe('with KEEP_MESSAGES=none', () => {
  it('no text of the procedure or about its work is in any row or line', async () => {
    await fc.assert(
      fc.asyncProperty(faults, fc.boolean(), async (fault, throwing) => {
        const { seen } = await runOnce('none', fault, throwing);
        expect(seen).not.toContain(canary);
      }),
      { numRuns: 12 },
    );
  });

  it('number, severity, procedure, line, class and remedy stay, and how many messages there were', async () => {
    const { run, messages, seen } = await runOnce('none', {
      kind: 'script',
      steps: [
        { print: `${canary}: 40%`, times: 2 },
        { error: { number: 2627, message: canary, class: 14, line: 12, procedure: 'dbo.spJamkerja' } },
      ],
    });
    expect(run?.state).toMatchObject({
      outcome: 'failed',
      failure: {
        class: 'data',
        number: 2627,
        severity: 14,
        line: 12,
        procedure: 'dbo.spJamkerja',
        message: 'error 2627 in dbo.spJamkerja, line 12 (text not kept: KEEP_MESSAGES)',
        remedy: expect.stringContaining('correct it'),
      },
    });
    expect(messages).toMatchObject([{ dropped: 2 }]);
    expect(seen).toMatch(/"messageCount":2,"messages":\[\{[^\]]*"dropped":2\}\],"percent":40/);
    expect(seen).toContain('❌ spJamkerja failed: error 2627 in dbo.spJamkerja, line 12');
  });

  it('a refused login still names what the firewall has to admit', async () => {
    const message =
      "Cannot open server 'x' requested by the login. Client with IP address '203.0.113.7' is not allowed";
    const { seen } = await runOnce('none', { kind: 'deny-login', error: { number: 40_615, message } });
    expect(seen).toContain('203.0.113.7');
  });
});

it('with KEEP_MESSAGES=short values in quotes and brackets and long numbers are not kept', async () => {
  const duplicate = `Violation of PRIMARY KEY constraint 'PK_x'. The duplicate key value is (${canary}, 2026-11-27).`;
  const steps = [
    { print: `Pegawai 317102: '${canary}' 40%`, times: 1 },
    { error: { number: 2627, message: duplicate } },
  ];
  const { seen, messages, run } = await runOnce('short', { kind: 'script', steps });
  expect(seen).not.toMatch(/Kartini|3171|2026-11-27\)/);
  expect(messages.map(({ text }) => text)).toEqual(['Pegawai …: ‘…’ 40%']);
  expect(run?.state).toMatchObject({
    failure: { message: 'Violation of PRIMARY KEY constraint ‘…’. The duplicate key value is (…).' },
  });
});

it('with KEEP_MESSAGES=all, the default, all of it is kept', async () => {
  const steps = [{ print: canary, times: 1 }, { error: { number: 2627, message: `(${canary})` } }];
  const { messages, run } = await runOnce('all', { kind: 'script', steps });
  expect(messages).toMatchObject([{ text: canary }]);
  expect(run?.state).toMatchObject({ failure: { message: `(${canary})` } });
});
