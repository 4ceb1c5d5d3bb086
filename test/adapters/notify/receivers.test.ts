/** Slack, Teams and webhooks against receivers that behave well, badly and maliciously. */
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/core/time/time.ts';
import { type Answer, startReceiver, status } from './support/receiver.ts';
import { id, never, notifierWith, outgoing } from './support/outgoing.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const channels = ['slack', 'teams', 'webhook'] as const;

const environmentFor = (address: string) => ({
  SLACK_WEBHOOK_URL: address,
  TEAMS_WEBHOOK_URL: address,
  WEBHOOK_URL: address,
  WEBHOOK_SECRETS: secret,
});

async function sendTo(answer: Answer, channel: (typeof channels)[number], limit?: number) {
  await using receiver = await startReceiver(answer);
  const notifier = notifierWith(environmentFor(receiver.url('/T0/B0/s3cret?sig=s3cret')), limit);
  const result = await notifier.send(outgoing(channel), never);
  return { result, received: receiver.received, text: JSON.stringify(result) };
}

/** Far longer than any answer takes here, and far shorter than a hanging receiver would. */
const soon = 400;

const megabyte = Buffer.alloc(1_024 * 1_024);

/** `sent` counts what the connection took, until it was closed. */
const manyBytes =
  (sent: { megabytes: number }): Answer =>
  (response) => {
    response.writeHead(200).on('error', () => undefined);
    const write = (): void => {
      while (sent.megabytes < 50 && !response.destroyed) {
        sent.megabytes += 1;
        if (!response.write(megabyte)) return void response.once('drain', write);
      }
      response.end();
    };
    write();
  };

describe.each(channels)('%s', (channel) => {
  test('delivers one request with the id of the notice', async () => {
    const { result, received } = await sendTo(status(channel === 'teams' ? 202 : 200), channel);
    expect(result).toEqual({ kind: 'delivered' });
    expect(received.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/T0/B0/s3cret?sig=s3cret'],
    ]);
    expect(received[0]?.body).toContain(id);
  });

  test.each<[string, Answer, object]>([
    [
      '429 with Retry-After in seconds',
      status(429, { 'retry-after': '120' }),
      { kind: 'retry', problem: 'the receiver answered 429', after: seconds(120) },
    ],
    [
      '503 with Retry-After as a date',
      status(503, { 'retry-after': 'Tue, 24 Nov 2026 00:02:00 GMT' }),
      { kind: 'retry', problem: 'the receiver answered 503', after: seconds(120) },
    ],
    [
      '429 with a date in the past',
      status(429, { 'retry-after': 'Tue, 24 Nov 2020 00:02:00 GMT' }),
      { kind: 'retry' },
    ],
    ['500', status(500), { kind: 'retry', problem: 'the receiver answered 500' }],
    ['404', status(404, {}, 'no_service'), { kind: 'retry' }],
    ['410', status(410), { kind: 'gone', problem: 'the receiver answered 410' }],
    [
      'a redirect to another host',
      status(302, { location: 'https://other.example.com/s3cret' }),
      {
        kind: 'retry',
        problem: 'the receiver answered 302: a redirect to other.example.com, which is not followed',
      },
    ],
    [
      'a redirect to a link-local address',
      status(307, { location: 'http://169.254.169.254/metadata' }),
      {
        kind: 'retry',
        problem: expect.stringContaining('a redirect to 169.254.169.254, which is not followed'),
      },
    ],
    [
      'a connection that is cut before the answer',
      (response) => void response.destroy(),
      { kind: 'retry', problem: 'the connection failed (ECONNRESET)' },
    ],
    [
      'a body that breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half');
        response.socket?.destroy();
      },
      { kind: expect.stringMatching(/delivered|retry/) },
    ],
  ])('answered by %s', async (_, answer, expected) => {
    const { result, received, text } = await sendTo(answer, channel);
    expect(result).toMatchObject(expected);
    // Once: what is repeated is for the outbox to decide.
    expect(received.length).toBe(1);
    expect(text).not.toContain('s3cret');
  });

  test('reads the beginning of 50 MB only', async () => {
    const sent = { megabytes: 0 };
    const { result } = await sendTo(manyBytes(sent), channel);
    expect(result).toEqual({ kind: 'delivered' });
    // What the system holds in its buffers was sent as well.
    expect(sent.megabytes).toBeLessThan(25);
  });

  test('gives up a receiver that hangs', async () => {
    const { result } = await sendTo(() => undefined, channel, soon);
    expect(result).toEqual({ kind: 'retry', problem: 'no answer in time' });
  });

  test('counts the status of a receiver whose body never ends', async () => {
    const { result } = await sendTo((response) => void response.writeHead(200).write('a'), channel, soon);
    expect(result).toEqual({ kind: 'delivered' });
  });

  test('stops when the caller does', async () => {
    await using receiver = await startReceiver(() => undefined);
    const notifier = notifierWith(environmentFor(receiver.url()));
    const result = await notifier.send(outgoing(channel), AbortSignal.abort());
    expect(result).toMatchObject({ kind: 'retry' });
  });

  test('says that nobody listens', async () => {
    const receiver = await startReceiver();
    const address = receiver.url('/s3cret');
    await receiver[Symbol.asyncDispose]();
    const result = await notifierWith(environmentFor(address)).send(outgoing(channel), never);
    expect(result).toEqual({ kind: 'retry', problem: 'the connection failed (ECONNREFUSED)' });
  });
});

describe('a refusal that a repetition would not change', () => {
  test.each(['slack', 'teams'] as const)('of %s is not repeated', async (channel) => {
    const { result } = await sendTo(status(400, {}, 'invalid_payload'), channel);
    expect(result).toMatchObject({ kind: 'refused' });
  });

  test('of a webhook does not exist: the specification repeats everything but 410', async () => {
    const { result } = await sendTo(status(400), 'webhook');
    expect(result).toMatchObject({ kind: 'retry' });
  });
});

test('Slack says why in a word, and nothing else of its answer is shown', async () => {
  const { result } = await sendTo(status(403, {}, 'invalid_token'), 'slack');
  expect(result).toMatchObject({ problem: 'the receiver answered 403 (invalid_token)' });
  const other = await sendTo(status(403, {}, 'no such path /T0/B0/s3cret'), 'slack');
  expect(other.result).toMatchObject({ problem: 'the receiver answered 403' });
});
