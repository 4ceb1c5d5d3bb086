import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { requestCancellation, type CancellationRequest } from '../../src/core/run/lease.ts';
import { hours, milliseconds, minutes, plus } from '../../src/core/time/time.ts';
import { executeAttempt } from '../../src/operations/attempt/execute-attempt.ts';
import type { Execution } from '../../src/ports.ts';
import { settings, start } from '../support/core-samples.ts';
import { beginAttempt, begunRun, ownLease } from './support/begun-attempt.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, refuse, writeAsOther } from './support/world.ts';

const succeeded: AttemptResult = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
const cancel: CancellationRequest = { cause: 'cancel', at: start, by: 'siti', reason: 'wrong range' };

const failToExecute = () => Promise.reject(new Error('a defect'));

/** The procedure runs until it is ended or the attempt is aborted. */
async function setUp() {
  const executions: Execution[] = [];
  const { promise, resolve: endWith } = Promise.withResolvers<AttemptResult>();
  const execute = async (execution: Execution): Promise<AttemptResult> => {
    executions.push(execution);
    return promise;
  };
  const test = createWorld({ runner: { execute, probe: refuse } });
  const held = await beginAttempt(test);
  const { log, lines } = recordingLog();
  const begin = () => {
    const ended = executeAttempt(test.world, log, held, begunRun);
    const execution = executions[0];
    if (execution === undefined) throw new Error('the procedure was not executed');
    return { ended, execution, reason: execution.abort.reason };
  };
  return { ...test, begin, endWith, lines };
}

describe('an attempt', () => {
  it('is executed with the range of its run while its lease is kept', async () => {
    const { begin, endWith, clock, control } = await setUp();
    const { ended, execution } = begin();
    await clock.advance(settings.leaseRenewal);
    endWith(succeeded);

    expect(execution.range).toEqual(begunRun.range);
    expect(await ended).toEqual({ result: succeeded, messages: [], held: control() });
    expect(control().lease).toMatchObject({ renewedAt: plus(start, settings.leaseRenewal) });
  });

  it('is aborted at its time limit, which counts from the moment EXEC is sent', async () => {
    const { begin, clock, control } = await setUp();
    const { execution, reason } = begin();
    await clock.advance(settings.runTimeout);
    expect(execution.abort.signal.aborted).toBe(false);
    execution.observer.executing();
    await clock.advance(milliseconds(settings.runTimeout - 1));
    expect(execution.abort.signal.aborted).toBe(false);
    await clock.advance(milliseconds(1));

    expect(execution.abort.signal.aborted).toBe(true);
    const deadline = { cause: 'deadline', at: plus(start, milliseconds(2 * settings.runTimeout)) };
    expect(reason()).toEqual(deadline);
    await clock.advance(settings.leaseRenewal);
    expect(control().lease).toMatchObject({ stop: deadline });
  });

  it('keeps its time limit when somebody sets the clock meanwhile', async () => {
    const { begin, clock } = await setUp();
    const { execution } = begin();
    execution.observer.executing();
    await clock.advance(minutes(1));
    clock.set(hours(24));
    await clock.advance(milliseconds(settings.runTimeout - minutes(1) - 1));
    expect(execution.abort.signal.aborted).toBe(false);
    clock.set(hours(-48));
    await clock.advance(milliseconds(1));

    expect(execution.abort.signal.aborted).toBe(true);
  });

  it('is aborted when somebody asks to cancel it', async () => {
    const test = await setUp();
    const { reason } = test.begin();
    await writeAsOther(test, { lease: requestCancellation(ownLease, cancel) });
    await test.clock.advance(settings.leaseRenewal);

    expect(reason()).toEqual(cancel);
  });

  it('is aborted when the process shuts down, which is no cancellation request', async () => {
    const { begin, shutdown, clock, control } = await setUp();
    const { reason } = begin();
    shutdown();
    await clock.advance(settings.leaseRenewal);

    expect(reason()).toEqual({ cause: 'shutdown' });
    expect(control().lease).not.toHaveProperty('stop');
  });

  it('is aborted at once when the process was shutting down before it began', async () => {
    const { begin, shutdown } = await setUp();
    shutdown();
    expect(begin().reason()).toEqual({ cause: 'shutdown' });
  });

  it('keeps the first reason to abort', async () => {
    const test = await setUp();
    const { reason } = test.begin();
    test.shutdown();
    await writeAsOther(test, { lease: requestCancellation(ownLease, cancel) });
    await test.clock.advance(settings.leaseRenewal);
    expect(reason()).toEqual({ cause: 'shutdown' });

    const other = await setUp();
    const second = other.begin();
    await writeAsOther(other, { lease: requestCancellation(ownLease, cancel) });
    await other.clock.advance(settings.leaseRenewal);
    other.shutdown();
    expect(second.reason()).toEqual(cancel);
  });

  it('is neither aborted nor renewed after its end', async () => {
    const { begin, endWith, shutdown, clock, table } = await setUp();
    const { ended, execution } = begin();
    execution.observer.executing();
    endWith(succeeded);
    await ended;
    const before = table.writes();
    await clock.advance(settings.runTimeout);
    shutdown();

    expect(execution.abort.signal.aborted).toBe(false);
    expect(table.writes()).toBe(before);
  });

  it('counts as a lost connection when the runner itself fails', async () => {
    const test = createWorld({ runner: { execute: failToExecute, probe: refuse } });
    const held = await beginAttempt(test);
    const { log, lines } = recordingLog();

    expect(await executeAttempt(test.world, log, held, begunRun)).toMatchObject({
      result: { kind: 'connection_lost', failure: { class: 'unclassified', remedyCode: 'scheduler_defect' } },
    });
    const line = expect.stringContaining('a defect');
    expect(lines).toEqual([{ level: 'error', line, fields: { runId: begunRun.id } }]);
  });

  it('shows the last 10 messages while it runs, and keeps the last 200', async () => {
    const { begin, endWith, clock, control } = await setUp();
    const { ended, execution } = begin();
    for (let number = 1; number <= 250; number += 1) {
      execution.observer.message({ at: start, text: `message ${number}`, number });
    }
    execution.observer.rowsAffected(3);
    execution.observer.rowsAffected(4);
    await clock.advance(settings.leaseRenewal);
    endWith(succeeded);

    expect(control().lease).toMatchObject({
      progress: { phase: 'connecting', rowsAffected: 7, messageCount: 250 },
    });
    const { messages } = await ended;
    expect(messages[0]).toEqual({
      at: start,
      text: '(the first 50 messages are not kept)',
      number: 0,
      dropped: 50,
    });
    expect(messages.slice(1).map(({ number }) => number)).toEqual(
      Array.from({ length: 200 }, (_, index) => index + 51),
    );
  });
});
