/** Row counts, messages and return codes, as the procedure reports them over the wire. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../local/sql-server/stand-in.ts';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { epochMs } from '../../../src/core/time/time.ts';
import { recordExecution } from '../../../src/operations/attempt/execution-record.ts';
import { record } from './support/attempt.ts';
import { type Rig, startRig } from './support/rig.ts';

type Steps = Extract<Fault, { kind: 'script' }>['steps'];

const quiet = { set: 'nocount on' } as const;
const loud = { set: 'nocount off' } as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterEach(() => rig.reset());
afterAll(() => rig.close());

const execute = (steps: Steps) => {
  rig.server.setFault({ kind: 'script', steps });
  return rig.runner.execute(record().execution);
};

describe('the rows that a procedure changed', () => {
  it.each<[string, Steps, number | undefined]>([
    ['a SELECT of as many rows before, with NOCOUNT on', [quiet, { select: 3 }, loud, { update: 3 }], 3],
    ['a SELECT of as many rows before', [{ select: 3 }, { update: 3 }], 3],
    ['a SELECT of as many rows after', [{ update: 3 }, { select: 3 }], 3],
    ['a SELECT into a variable', [{ assign: 5 }, { update: 3 }], 3],
    ['empty results between', [{ select: 0 }, { delete: 0 }, { select: 0 }, { insert: 4 }], 4],
    ['every kind of change', [{ insert: 1 }, { update: 20 }, { delete: 300 }, { merge: 4_000 }], 4_321],
    ['an UPDATE without a row', [{ update: 0 }], 0],
    ['NOCOUNT on at first', [quiet, { update: 100 }, loud, { update: 3 }], 3],
    ['NOCOUNT on throughout: not reported', [quiet, { select: 3 }, { update: 3 }, { assign: 3 }], undefined],
    ['SELECT alone: not reported', [{ select: 3 }, { assign: 1 }], undefined],
    ['nothing at all: not reported', [], undefined],
  ])('are told from everything else: %s', async (_, steps, rowsAffected) => {
    expect(await execute(steps)).toEqual({ kind: 'succeeded', rowsAffected, returnValue: 0 });
  });

  it('are also known when the procedure failed afterwards', async () => {
    const result = await execute([{ select: 3 }, { update: 3 }, { error: { number: 547 } }]);
    expect(result).toMatchObject({ kind: 'failed', rowsAffected: 3 });
  });
});

describe('the messages of a procedure', () => {
  it('are all counted, although only the last ones are kept', async () => {
    const { observer, messages } = recordExecution('all', () => {});
    rig.server.setFault({ kind: 'script', steps: [{ print: 'row #', times: 5_000 }] });
    await rig.runner.execute({ ...record().execution, observer });
    const [note, ...kept] = messages();
    expect(note).toMatchObject({ text: '(the first 4800 messages are not kept)', dropped: 4_800 });
    expect(kept.map(({ text }) => text)).toEqual(
      Array.from({ length: 200 }, (_, index) => `row ${index + 4_801}`),
    );
  });
});

const failing = () =>
  createProcedureRunner({ ...rig.target, settings: { ...rig.settings, failOnReturnCode: true } });

describe('the return code of a procedure', () => {
  it.each([1, 5, -1, -2_147_483_648])('%i is kept with the success', async (code) => {
    expect(await execute([{ update: 3 }, { return: code }])).toEqual({
      kind: 'succeeded',
      rowsAffected: 3,
      returnValue: code,
    });
  });

  it('is a failure, which is not repeated, if FAIL_ON_RETURN_CODE is true', async () => {
    rig.server.setFault({ kind: 'script', steps: [{ update: 3 }, { return: 5 }] });
    expect(await failing().execute(record().execution)).toMatchObject({
      kind: 'failed',
      rowsAffected: 3,
      returnValue: 5,
      failure: {
        class: 'user_raised',
        remedyCode: 'return_code',
        message: expect.stringContaining('returned code 5'),
      },
    });
  });

  it('0 is a success then too', async () => {
    rig.server.setFault({ kind: 'script', steps: [{ return: 0 }] });
    expect(await failing().execute(record().execution)).toMatchObject({ kind: 'succeeded', returnValue: 0 });
  });
});

describe('a request to stop', () => {
  const stop = { cause: 'cancel', at: epochMs(1), by: 'siti', reason: 'wrong range' } as const;

  it.each<[string, Steps, string]>([
    [
      'that ends a running procedure says that work may remain',
      [{ print: 'begun' }, { wait: 3_600_000 }],
      'work_may_remain',
    ],
  ])('%s', async (_, steps, work) => {
    rig.server.setFault({ kind: 'script', steps });
    const recording = record();
    const { observer } = recording.execution;
    const running = rig.runner.execute({
      ...recording.execution,
      observer: { ...observer, message: () => recording.abort(stop) },
    });
    expect(await running).toMatchObject({ kind: 'stopped', confirmed: true, work });
  });

  it('that the end of the procedure overtook says that its work remains', async () => {
    // All in one packet: the message is read, and the request sent, when the end is already under way.
    rig.server.setFault({ kind: 'script', steps: [{ print: 'done' }, { update: 3 }, { return: 5 }] });
    const recording = record();
    const { observer } = recording.execution;
    const running = rig.runner.execute({
      ...recording.execution,
      observer: { ...observer, message: () => recording.abort(stop) },
    });
    expect(await running).toMatchObject({ kind: 'stopped', rowsAffected: 3, work: 'work_remains' });
    expect(rig.server.executions.at(-1)?.outcome).toBe('completed');
  });
});
