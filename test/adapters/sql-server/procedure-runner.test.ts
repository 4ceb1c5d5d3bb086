import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { record, runnerParts, probeOnce } from './support/attempt.ts';
import { patiently, type Rig, startRig } from './support/rig.ts';
import { variablesFor } from '../../../local/sql-server/variables.ts';

const script = fileURLToPath(new URL('support/execute-once.ts', import.meta.url));
const Ended = z.object({ result: z.unknown(), zone: z.string(), peakMegabytes: z.number() });

describe('the procedure runner', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ seedUntil: '2026-01-31' });
  });
  afterEach(() => rig.reset());
  afterAll(() => rig.close());

  it('executes the procedure for the range and returns what it did', async () => {
    const { execution, executing } = record();
    const result = await rig.runner.execute(execution);

    expect(result).toEqual({ kind: 'succeeded', rowsAffected: 600, returnValue: 0 });
    expect(executing()).toBe(1);
    expect(rig.server.executions.at(-1)).toMatchObject({
      awal: '2026-01-30',
      akhir: '2026-01-31',
      outcome: 'completed',
    });
    expect(rig.server.query('SELECT COUNT(*) AS n FROM JamKerja')).toEqual([{ n: 600 }]);
  });

  it('reports the messages and row counts of the procedure while it runs', async () => {
    const { execution, messages, counts } = record();
    await rig.runner.execute(execution);

    expect(messages.at(-1)).toMatchObject({ text: 'spJamkerja: 100% (300 of 300 employees)', number: 50000 });
    expect(messages.every(({ at }) => Math.abs(at - Date.now()) < 60_000)).toBe(true);
    expect(counts).toEqual([600]);
  });

  it.each([
    ['"dbo".[spJamkerja]', '[dbo].[spJamkerja]', { kind: 'succeeded' }],
    ['Attendance..spJamkerja', '[Attendance]..[spJamkerja]', { kind: 'succeeded' }],
    ['[hr].[sp Jam ]] kerja]', '[hr].[sp Jam ]] kerja]', { failure: { number: 2812, class: 'contract' } }],
    ['[dbo.spJamkerja]', '[dbo.spJamkerja]', { failure: { number: 2812, class: 'contract' } }],
  ])('sends the procedure %s in brackets', async (written, sent, result) => {
    const { server, relay } = rig;
    const text = `Server=127.0.0.1,${relay.port};Database=Attendance;User ID=${server.user};Password="${server.password}";Encrypt=False;Current Language=British;MultiSubnetFailover=True`;
    const parts = runnerParts(systemClock, { SQL_CONNECTION_STRING: text, PROCEDURE_NAME: written });
    expect(await createProcedureRunner(parts).execute(record().execution)).toMatchObject(result);
    expect(relay.heard(sent)).toBe(true);
    expect(relay.heard('set language British')).toBe(true);
  });

  it('closes every session', async () => {
    await rig.runner.execute(record().execution);
    await probeOnce(rig.runner);
    await expect.poll(() => rig.relay.open(), patiently).toBe(0);
  });

  it('tells the server its name', async () => {
    await rig.runner.execute(record().execution);
    expect(rig.relay.heard('spJamkerja-scheduler')).toBe(true);
  });

  /** In a process of its own. */
  async function executeApart(zone = 'UTC') {
    const { server, relay } = rig;
    const { stdout } = await promisify(execFile)(process.execPath, [script], {
      env: {
        ...process.env,
        TZ: zone,
        ...variablesFor({ ...server, port: relay.port }),
      },
    });
    return Ended.parse(JSON.parse(stdout));
  }

  it('streams a large result without keeping its rows, and does not count them as changed', async () => {
    const usual = await executeApart();
    rig.server.setFault({ kind: 'rows', count: 400_000 });
    const large = await executeApart();

    expect(large.result).toEqual({ kind: 'succeeded', rowsAffected: 600, returnValue: 0 });
    // Streamed they take about 25 MB, kept as objects 180.
    expect(large.peakMegabytes - usual.peakMegabytes).toBeLessThan(75);
  });

  it.each(['Asia/Jakarta', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'])(
    'sends the same calendar dates when the process runs in %s',
    async (zone) => {
      const before = rig.server.executions.length;
      const ended = await executeApart(zone);

      expect(ended).toMatchObject({ zone, result: { kind: 'succeeded' } });
      expect(rig.server.executions.slice(before)).toMatchObject([
        { awal: '2026-01-30', akhir: '2026-01-31' },
      ]);
    },
  );
});
