import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { nextEndedRun } from '../../../local/stack/first-run.ts';

const started = Date.parse('2026-11-27T08:00:00Z');
const before = {
  last_run_id: 'A',
  last_execution_time: '2026-11-27T07:59:00Z',
  last_execution_duration: 59.9,
};
const after = { last_run_id: 'B', last_execution_time: '2026-11-27T08:00:02Z', last_execution_duration: 0.1 };

/** Answers with one status after the other, the last one again and again. */
async function answering(...statuses: readonly object[]) {
  let asked = 0;
  const server = createServer((_, response) => {
    const status = statuses[Math.min(asked, statuses.length - 1)];
    asked += 1;
    response.end(JSON.stringify({ data: { last_execution_status: 'success', ...status } }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has one
  const { port } = server.address() as AddressInfo;
  return { port, asked: () => asked, [Symbol.dispose]: () => void server.close() };
}

test('--once stops after a run that was over before the app was first asked', async () => {
  using app = await answering(after);
  expect(await nextEndedRun(app.port, started)).toEqual({ id: 'B', succeeded: true });
});

test('--once does not take a run from before the start for the one that it waits for', async () => {
  using app = await answering(before, before, { ...after, last_execution_status: 'error' });
  expect(await nextEndedRun(app.port, started)).toEqual({ id: 'B', succeeded: false });
  // Somebody else on this machine may ask the port too, which was theirs before.
  expect(app.asked()).toBeGreaterThanOrEqual(3);
});

test('--once stops after a run that began before the start and ended after it', async () => {
  const resumed = { ...before, last_execution_duration: 60.1 };
  using app = await answering(resumed);
  expect(await nextEndedRun(app.port, started)).toEqual({ id: 'A', succeeded: true });
});
