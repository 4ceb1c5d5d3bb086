/** `npm start` when one of its processes is killed: nothing is left behind, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../local/stack/ports.ts';
import type { RunView } from '../../src/api/schemas/run-schemas.ts';
import { addDays, epochMs, epochMsToLocalDate, LocalDate, TimeZone } from '../../src/core/time/time.ts';
import { waitUntilGone } from '../support/host-process.ts';
import { descendantsOf } from '../support/process-table.ts';
import { type StackProcess, stackScript, startStack } from '../support/stack-process.ts';
import { copyWorkingTree, type WorkingCopy } from '../support/working-copy.ts';

const env = {
  START_DELAY_SECONDS: '0',
  FORCE_COOLDOWN_SECONDS: '0',
  LEASE_RENEW_SECONDS: '1',
  LEASE_EXPIRY_SECONDS: '5',
  RETRY_DELAYS_MINUTES: '0.01',
  TICK_SCHEDULE: '*/3 * * * * *',
};

const today = epochMsToLocalDate(epochMs(Date.now()), TimeZone.parse('Asia/Jakarta'));
const daysAgo = (count: number): LocalDate => addDays(today, -count);

let copy: WorkingCopy;
let port: number;
let stack: StackProcess;

beforeAll(async () => {
  copy = await copyWorkingTree('built');
  port = await freePort();
  stack = startStack(copy, { port, env });
  await stack.waitForLine(/✅ SpJamkerjaScheduler initialized/);
  await stack.waitForLine(/✅ spJamkerja completed successfully/);
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await copy?.[Symbol.asyncDispose]();
});

describe('npm start', () => {
  it('reports when its host is killed, and restarts it with the same state', async () => {
    const before = await stack.status();
    const killed = stack.pidOf('functions-host/main.ts');
    process.kill(killed, 'SIGKILL');
    await stack.waitForLine(/The Functions host exited \(SIGKILL\); restarting it in a second/);
    await stack.waitForLine(/^The Functions host is back\.$/);
    expect(await stack.status()).toMatchObject({ execution_count: 1, last_run_id: before.last_run_id });
    expect(stack.pidOf('functions-host/main.ts')).not.toBe(killed);
  });

  it('computes each chunk of a plan once, the oldest first, although its host is killed during one of them', async () => {
    const seen = stack.lines().length;
    const plan = { awal: daysAgo(7), akhir: daysAgo(3), reason: 'machine replaced' };
    expect(await stack.post('/scheduler/backfill', plan)).toMatchObject({ success: true });
    const first = await stack.waitForLine(/✅ spJamkerja completed successfully/, seen);
    const between = stack.lines().indexOf(first, seen) + 1;
    await stack.waitForLine(/🚀 Executing spJamkerja/, between);
    process.kill(stack.pidOf('functions-host/main.ts'), 'SIGKILL');
    await stack.waitForLine(/✅ Backfill from .+ is done: 5 dates were computed/, between);

    const { data } = await stack.get('/scheduler/runs?limit=100');
    const runs: readonly RunView[] = data.runs;
    const chunks = runs.filter(({ trigger }) => trigger === 'backfill');
    expect(chunks.map(({ outcome, awal, akhir }) => [outcome, awal, akhir]).toReversed()).toEqual([
      ['succeeded', daysAgo(7), daysAgo(6)],
      ['lost', daysAgo(5), daysAgo(4)],
      ['succeeded', daysAgo(5), daysAgo(4)],
      ['succeeded', daysAgo(3), daysAgo(3)],
    ]);
  });

  it('leaves no process behind when it is killed during a run, and the next start continues with its state', async () => {
    const before = await stack.status();
    const pids = await stack.intoARun();
    process.kill(stack.pidOf(stackScript), 'SIGKILL');
    await stack.exited;
    await Promise.all(pids.map(waitUntilGone));

    stack = startStack(copy, { port, env });
    await stack.waitForLine(/✅ SpJamkerjaScheduler initialized/);
    await stack.waitForLine(/✅ spJamkerja completed successfully/);
    const { execution_count, last_run_id } = await stack.status();
    expect(execution_count).toBe(before.execution_count + 1);
    const { data: run } = await stack.get(`/scheduler/runs/${last_run_id}`);
    // Storage and host end at the same time: the host may or may not still record the interruption.
    const interrupted = { outcome: expect.stringMatching(/^(interrupted|lost)$/) };
    expect(run.attempts).toMatchObject([interrupted, { outcome: 'succeeded' }]);
  });

  it('stops everything in order when its parent process is killed during a run', async () => {
    const pids = await stack.intoARun();
    process.kill(stack.pid, 'SIGKILL');
    await stack.waitForLine(/^The parent process is gone: stopping everything \.\.\.$/);
    await stack.waitForLine(/^Stopped\. The state is kept/);
    await Promise.all(pids.map(waitUntilGone));
    expect(await stack.exited).toBe('SIGKILL');
  });

  it('stops everything, and says why, when one of its services is killed', async () => {
    stack = startStack(copy, { port, env });
    await stack.waitForLine(/✅ SpJamkerjaScheduler initialized/);
    const pids = [stack.pid, ...descendantsOf(stack.pid)];
    process.kill(stack.pidOf('storage/main.ts'), 'SIGKILL');
    expect(await stack.exited).toBe(1);
    await Promise.all(pids.map(waitUntilGone));
    expect(stack.lines()).toContain('storage (Azurite) exited: SIGKILL: stopping everything ...');
  });
});
