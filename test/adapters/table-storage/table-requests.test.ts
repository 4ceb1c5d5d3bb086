/** The time limit of an attempt, on a clock that a test controls. */
import type { TableClient } from '@azure/data-tables';
import { expect, test } from 'vitest';
import { TableRequests, usualPatience } from '../../../src/adapters/table-storage/table-requests.ts';
import { milliseconds } from '../../../src/core/time/time.ts';
import { createManualClock } from '../../operations/support/manual-clock.ts';
import { createTableInMemory } from '../../support/table-in-memory.ts';

const { attemptLimit } = usualPatience;

function requestsOn(client: TableClient) {
  const clock = createManualClock();
  let waiting = 0;
  const sleep: typeof clock.sleep = async (duration, signal) => {
    waiting += 1;
    await clock.sleep(duration, signal);
    waiting -= 1;
  };
  const dependencies = { clock: { ...clock, sleep }, random: () => 0.5, patience: usualPatience };
  return { clock, requests: new TableRequests(client, dependencies), waiting: () => waiting };
}

const read = (requests: TableRequests) =>
  requests.send('read', (client, options) => client.getEntity('j', 'r', options));

test('an attempt is given up when its time is over by the clock that was injected, and repeated', async () => {
  const signals: AbortSignal[] = [];
  const { client } = createTableInMemory();
  const mute = {
    ...client,
    getEntity: (_: string, __: string, { abortSignal }: { abortSignal: AbortSignal }) => {
      signals.push(abortSignal);
      return new Promise(() => undefined);
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has only the methods that the adapter calls
  const { clock, requests } = requestsOn(mute as unknown as TableClient);
  const sent = read(requests).catch(String);
  await clock.advance(milliseconds(attemptLimit - 1));
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await clock.advance(milliseconds(1_000));
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  await clock.advance(milliseconds(usualPatience.attempts * (attemptLimit + usualPatience.longestDelay)));
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true, true]);
  expect(await sent).toContain('attempt 5 of 5): no answer within 10 seconds');
});

test('an attempt that was answered or refused leaves no timer behind', async () => {
  const table = createTableInMemory();
  const { requests, waiting } = requestsOn(table.client);
  await expect(read(requests)).rejects.toThrow('404');
  table.put('r', { partitionKey: 'j' });
  await read(requests);
  await Promise.resolve();
  expect(waiting()).toBe(0);
});
