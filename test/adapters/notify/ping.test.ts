/** The dead-man's switch in the style of healthchecks.io. */
import { expect, test } from 'vitest';
import { startReceiver, status } from './support/receiver.ts';
import { never, notifierWith } from './support/outgoing.ts';

const runId = '01KAV1PSSABCDEFGHJKMNPQRST';
const kinds = ['start', 'success', 'fail'] as const;

test('begin, success and failure have an address each, and the id of the run as the UUID of its 128 bits', async () => {
  await using receiver = await startReceiver();
  const notifier = notifierWith({ PING_URL: receiver.url('/ping/s3cret/?create=1') });
  expect(notifier.pings).toBe(true);
  for (const kind of kinds)
    expect(await notifier.ping({ kind, runId }, never)).toEqual({ kind: 'delivered' });
  const uuid = '019ab61b-672a-5b1a-e7c2-329d2b6be33a';
  expect(receiver.received.map(({ path }) => path.replace(/rid=.*$/, 'rid='))).toEqual([
    '/ping/s3cret/start?create=1&rid=',
    '/ping/s3cret?create=1&rid=',
    '/ping/s3cret/fail?create=1&rid=',
  ]);
  const ids = receiver.received.map(({ path }) => /rid=(.*)$/.exec(path)?.[1]);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/);
  expect(ids[0]).toBe(uuid);
});

test('a service that does not know the check is told again, and its address is not shown', async () => {
  await using receiver = await startReceiver(status(404));
  const result = await notifierWith({ PING_URL: receiver.url('/s3cret') }).ping(
    { kind: 'start', runId },
    never,
  );
  expect(result).toEqual({ kind: 'retry', problem: 'the receiver answered 404', after: undefined });
});
