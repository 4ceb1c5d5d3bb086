/** E-mail against a server that plays the documented REST API of Azure Communication Services. */
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { sendByAcs } from '../../../src/adapters/notify/acs-email.ts';
import { seconds } from '../../../src/core/time/time.ts';
import { makeSelfSigned } from '../../support/self-signed.ts';
import { never, outgoing } from './support/outgoing.ts';

const { certificate, key } = makeSelfSigned();
/** What the ULID of the notice is as a UUID. */
const operation = '019ab61b-814b-635c-f846-53a56d7c675b';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** `send` answers the request to send; `states` the questions that follow, and the last one all others. */
async function startService(send: Answer | 'silence' | 'hang up', states: readonly object[] = []) {
  const asked: {
    readonly method: string;
    readonly path: string;
    readonly body: string;
    readonly id: unknown;
    readonly token: unknown;
  }[] = [];
  let questions = 0;
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url = '', headers } = request;
    asked.push({
      method,
      path: url,
      body: Buffer.concat(chunks).toString('utf8'),
      id: headers['operation-id'],
      token: headers.authorization,
    });
    if (method === 'GET') {
      const state = states[Math.min(questions++, states.length - 1)];
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(state));
    }
    if (send === 'hang up') return void response.destroy();
    if (send === 'silence') return undefined;
    response.writeHead(send.status, {
      'content-type': 'application/json',
      'operation-location': `${endpoint}/emails/operations/${operation}?api-version=2023-03-31`,
      ...send.headers,
    });
    response.end(JSON.stringify(send.body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    deliver: (signal = never) =>
      sendByAcs(
        { from: 'donotreply@example.azurecomm.net', to: ['hr@example.com', 'it@example.com'], route },
        { ...route, endpoint: new URL(endpoint) },
        outgoing('email'),
        signal,
        { getToken: () => Promise.resolve({ token: 't0ken', expiresOnTimestamp: Date.now() + 3_600_000 }) },
        { tlsOptions: { ca: certificate } },
      ),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const route = { kind: 'acs', endpoint: new URL('https://127.0.0.1') } as const;
const accepted = { status: 202, body: { id: operation, status: 'Running' } };
const succeeded = { id: operation, status: 'Succeeded' };
const error = (code: string) => ({ error: { code, message: 'about s3cret' } });

test('is handed over with the id of the notice, and delivered once the service has sent it', async () => {
  await using service = await startService(accepted, [{ id: operation, status: 'Running' }, succeeded]);
  expect(await service.deliver()).toEqual({ kind: 'delivered' });
  const [sent] = service.asked;
  expect(sent).toMatchObject({ method: 'POST', id: operation, token: 'Bearer t0ken' });
  expect(sent!.path).toMatch(/^\/emails:send\?api-version=/);
  expect(JSON.parse(sent!.body)).toMatchObject({
    senderAddress: 'donotreply@example.azurecomm.net',
    recipients: { to: [{ address: 'hr@example.com' }, { address: 'it@example.com' }] },
    content: { subject: 'spJamkerja: run failed', plainText: expect.any(String), html: expect.any(String) },
    userEngagementTrackingDisabled: true,
  });
  expect(service.asked.filter(({ method }) => method === 'POST').length).toBe(1);
});

test('a repetition has the same operation id, so that the service does not send twice', async () => {
  await using service = await startService('hang up');
  expect(await service.deliver()).toMatchObject({ kind: 'retry' });
  expect(await service.deliver()).toMatchObject({ kind: 'retry' });
  expect(service.asked.map(({ id }) => id)).toEqual([operation, operation]);
});

describe('answered by', () => {
  test.each<[string, Answer, object]>([
    [
      'the limit of 30 a minute',
      { status: 429, headers: { 'retry-after': '42' }, body: error('TooManyRequests') },
      { kind: 'retry', problem: 'the service answered 429 (TooManyRequests)', after: seconds(42) },
    ],
    [
      '500',
      { status: 500, body: error('InternalError') },
      { kind: 'retry', problem: 'the service answered 500 (InternalError)' },
    ],
    [
      'a missing role',
      { status: 401, body: error('Denied') },
      { kind: 'retry', problem: 'the service answered 401 (Denied)' },
    ],
    [
      'a wrong sender',
      { status: 400, body: error('InvalidSenderUserName') },
      { kind: 'refused', problem: 'the service answered 400 (InvalidSenderUserName)' },
    ],
    [
      'a conflict with an earlier try',
      { status: 409, body: error('Conflict') },
      { kind: 'delivered', problem: 'an earlier try had already handed it over' },
    ],
  ])('%s', async (_, answer, expected) => {
    await using service = await startService(answer);
    expect(await service.deliver()).toEqual(expected);
    expect(service.asked.length).toBe(1);
  });

  test('a failure to send', async () => {
    await using service = await startService(accepted, [
      { id: operation, status: 'Failed', ...error('EmailDropped') },
    ]);
    expect(await service.deliver()).toEqual({
      kind: 'refused',
      problem: 'the service took the e-mail and failed to send it (EmailDropped)',
    });
  });

  test('nothing', async () => {
    await using service = await startService('silence');
    expect(await service.deliver(AbortSignal.timeout(400))).toEqual({
      kind: 'retry',
      problem: 'no answer in time',
    });
  });

  test('nothing but that it is still sending', async () => {
    await using service = await startService(accepted, [{ id: operation, status: 'Running' }]);
    expect(await service.deliver(AbortSignal.timeout(1_000))).toMatchObject({
      kind: 'retry',
      problem: 'the service has the e-mail, but has not sent it yet',
    });
  });
});
