/** What the POST routes answer and keep under an Idempotency-Key, over a table in memory. */
import { describe, expect, it } from 'vitest';
import { type CommandName, commands, perCommand } from '../../src/api/commands.ts';
import { recordRun } from '../../src/core/job/job-state.ts';
import { minutes } from '../../src/core/time/time.ts';
import { writeAsOther } from '../operations/support/world.ts';
import { waitingRun } from '../support/core-samples.ts';
import { startApp } from './support/command-app.ts';

describe('the answer kept under an Idempotency-Key', () => {
  it('is status, message and data, with the request as it was sent', async () => {
    const { store, send } = startApp();
    const { jsonBody } = await send('stop', { run_id: '01J', cancel: true, reason: ' closing ' });
    const { success: _, ...answered } = jsonBody;
    expect(await store.findAnswered('siti k1')).toEqual({
      key: 'siti k1',
      request: '["stop",{"reason":"closing","cancel":true,"run_id":"01J"}]',
      reply: JSON.stringify({ status: 200, ...answered }),
    });
  });

  it('has the run and its id, where there is one', async () => {
    const { store, send, control, ...there } = startApp();
    const run = waitingRun();
    await writeAsOther({ store, control }, { state: recordRun(control().state, run) });
    await send('cancel', {}, { id: run.id });
    expect(await store.findAnswered('siti k1')).toEqual({
      key: 'siti k1',
      request: `["cancel",{"runId":"${run.id}"}]`,
      reply: `{"status":200,"message":"Cancelled before it started","data":{"run_id":"${run.id}","url":"/scheduler/runs/${run.id}"},"runId":"${run.id}"}`,
    });
    expect(there.logged).toHaveLength(1);
  });

  it('is given again as it was written, whichever version of the app wrote it, and changes nothing', async () => {
    const { store, send, control, logged } = startApp();
    const reply =
      '{"status":202,"message":"in older words","data":{"run_id":"01J","url":"/u"},"runId":"01J"}';
    const answered = { key: 'siti k1', request: '["force_execute",{}]', reply };
    const { versions: base, state } = control();
    await store.commit({ base, state, answered });
    const before = control();
    const { status, headers, jsonBody } = await send('forceExecute', {});
    expect(status).toBe(202);
    expect(headers).toMatchObject({ Location: '/scheduler/runs/01J' });
    expect(JSON.stringify(jsonBody)).toBe(
      '{"success":true,"message":"in older words","data":{"run_id":"01J","url":"/u"}}',
    );
    expect(control()).toEqual(before);
    expect(logged).toEqual([]);
  });

  it('belongs to its request: another one is refused', async () => {
    const { send } = startApp();
    await send('stop', {});
    const error = { code: 'idempotency_key_reused' };
    expect(await send('stop', { reason: 'other' })).toMatchObject({ status: 422, jsonBody: { error } });
    expect(await send('start', {})).toMatchObject({ status: 422, jsonBody: { error } });
  });
});

describe('a stop while there is a run', () => {
  it('says what becomes of the run, and how to cancel it', async () => {
    const { send, store, control } = startApp();
    const run = waitingRun();
    await writeAsOther({ store, control }, { state: recordRun(control().state, run) });
    const { jsonBody } = await send('stop', {});
    expect(jsonBody.message).toBe(
      `Scheduler stopped; run ${run.id} keeps waiting for its next attempt until the schedule is resumed: to cancel it, POST /scheduler/runs/${run.id}/cancel`,
    );
    const again = await send('stop', {}, { key: 'k2' });
    expect(again.jsonBody.message).toMatch(
      /^Scheduler was already stopped; run \S+ keeps waiting .*: to cancel it, POST/,
    );
    const cancelled = await send('stop', { cancel: true }, { key: 'k3' });
    expect(cancelled.jsonBody.message).toBe(
      `Scheduler was already stopped; run ${run.id} is being cancelled`,
    );
  });
});

describe('a repeated stop', () => {
  it('without anything new is answered "Scheduler was already stopped", and leaves the pause\'s author', async () => {
    const { send, control } = startApp();
    const first = await send('stop', { reason: 'stocktaking' });
    expect(first).toMatchObject({ status: 200, jsonBody: { message: 'Scheduler stopped' } });
    const { pause } = control().config;
    expect(pause).toMatchObject({ by: 'siti', reason: 'stocktaking' });
    const again = await send('stop', {}, { key: 'k2', actor: 'budi' });
    expect(again).toMatchObject({ status: 200, jsonBody: { message: 'Scheduler was already stopped' } });
    expect(control().config.pause).toEqual(pause);
  });

  it('with a new reason replaces the author and keeps the start of the pause', async () => {
    const { send, control, clock } = startApp();
    await send('stop', { reason: 'stocktaking' });
    const since = control().config.pause?.since;
    await clock.advance(minutes(1));
    const again = await send('stop', { reason: 'closing' }, { key: 'k2', actor: 'budi' });
    expect(again).toMatchObject({ status: 200, jsonBody: { message: 'Scheduler stopped' } });
    expect(control().config.pause).toMatchObject({ by: 'budi', reason: 'closing', since });
  });
});

const bodies: Readonly<Record<CommandName, object>> = {
  ...perCommand(() => ({})),
  setInterval: { hours: 6 },
  forceUnlock: { reason: 'it hangs' },
  muteChannel: { channel: 'slack', until: null, reason: 'seen' },
  closePeriod: { through: '2026-10-31', reason: 'paid' },
  reopenPeriod: { until: '2026-11-24T07:00:00+07:00', reason: 'seen' },
  planBackfill: { awal: '2026-11-02', akhir: '2026-11-05' },
  tellPending: { dates: [{ date: '2026-11-09' }] },
  noteRun: { text: 'seen' },
};

it.each(['start', 'stop', 'forceExecute', 'setInterval'] as const)(
  '%s is logged with its symbol and its event, and who asked',
  async (name) => {
    const { send, logged } = startApp();
    const { jsonBody } = await send(name, bodies[name]);
    const { symbol, event } = commands[name];
    expect(logged).toEqual([
      {
        level: 'info',
        line: `${symbol} ${jsonBody.message} (asked by siti)`,
        fields: expect.objectContaining({ event }),
      },
    ]);
  },
);
