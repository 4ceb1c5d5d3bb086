/** Asks a real app for every kind of answer that its description has, and keeps what it answered. */
import { expect } from 'vitest';
import {
  type ApiDescription,
  type Exchange,
  exampleBody,
  isCommand,
  type Operation,
  operationsOf,
} from './api-description.ts';
import type { App } from './app.ts';

export interface Sent {
  /** The run in the path; one that is not there unless told. */
  readonly run?: string;
  readonly query?: string;
  /** JSON unless it is a text or a stream; the least that is taken unless told. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asker {
  readonly description: ApiDescription;
  readonly operations: readonly Operation[];
  readonly exchanges: readonly Exchange[];
  readonly ask: (app: App, operation: Operation | string, sent?: Sent) => Promise<Exchange>;
}

export const unknownRun = '01M83TWC6WTENC80CQS4R1FZWR';

export async function startAsking(app: App): Promise<Asker> {
  const response = await fetch(app.host.url('/scheduler/openapi.json'));
  const description: ApiDescription = JSON.parse(await response.text());
  const operations = operationsOf(description);
  const exchanges: Exchange[] = [];
  const find = (name: string): Operation => {
    const found = operations.find(({ operationId }) => operationId === name);
    if (found === undefined) throw new Error(`${name} is not described`);
    return found;
  };
  return {
    description,
    operations,
    exchanges,
    ask: async (from, named, { run = unknownRun, query = leastQuery(named), body, headers = {} } = {}) => {
      const operation = typeof named === 'string' ? find(named) : named;
      const url = from.host.url(`${operation.path.replace('{id}', run)}${query}`);
      const given = body ?? exampleBody(description, operation);
      const raw = typeof given === 'string' || given instanceof ReadableStream;
      const answer = await fetch(url, {
        method: operation.method,
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'if-match': '*', ...headers },
        ...(operation.method !== 'GET' ? { body: raw ? given : JSON.stringify(given), duplex: 'half' } : {}),
      });
      const exchange = {
        operation,
        status: answer.status,
        headers: answer.headers,
        text: await answer.text(),
      };
      exchanges.push(exchange);
      return exchange;
    },
  };
}

/** One question has no answer without a parameter. */
const leastQuery = (named: Operation | string): string =>
  (typeof named === 'string' ? named : named.operationId) === 'why' ? '?at=2026-11-27T07:00' : '';

/** Asks, and says which answer was meant to come: otherwise the collection would shrink unnoticed. */
export async function expectStatus(asked: Promise<Exchange>, expected: number): Promise<Exchange> {
  const exchange = await asked;
  const { operation, status, text } = exchange;
  expect(status, `${operation.operationId} answered ${text}`).toBe(expected);
  return exchange;
}

/** Asks again with the ETag of the answer before. */
export async function provokeUnchanged(
  { ask }: Asker,
  app: App,
  name: string,
  sent: Sent = {},
): Promise<void> {
  const { headers } = await expectStatus(ask(app, name, sent), 200);
  await expectStatus(
    ask(app, name, { ...sent, headers: { 'if-none-match': headers.get('etag') ?? '' } }),
    304,
  );
}

/** Refusals that every operation can give, whatever it is for. */
export async function provokeRefusals({ ask, operations }: Asker, app: App): Promise<void> {
  const principal = Buffer.from('{"claims":[]}').toString('base64');
  const key = { 'idempotency-key': 'used-for-start' };
  await expectStatus(ask(app, 'start', { headers: key }), 200);
  for (const operation of operations) {
    const { operationId, method } = operation;
    const misspelt = operation.responses[400] === undefined ? 200 : 400;
    await expectStatus(ask(app, operation, { query: '?nope=1' }), misspelt);
    await expectStatus(ask(app, operation, { headers: { 'x-ms-client-principal': principal } }), 401);
    if (method === 'GET') continue;
    await expectStatus(ask(app, operation, { body: '{' }), 400);
    await expectStatus(ask(app, operation, { body: { nope: [[]], reason: '' } }), 400);
    await expectStatus(ask(app, operation, { body: new Blob(['{}']).stream() }), 411);
    await expectStatus(ask(app, operation, { body: ' '.repeat(250_000) }), 413);
    await expectStatus(ask(app, operation, { headers: { 'content-type': 'text/html' } }), 415);
    if (!isCommand(operation)) continue;
    const again = operationId === 'start' ? { body: { reason: 'another' } } : {};
    await expectStatus(ask(app, operation, { ...again, headers: key }), 422);
  }
}

/** Description and caller need no table. */
const withoutTable = ({ operationId }: Operation): number =>
  operationId === 'openapi' || operationId === 'me' ? 200 : 503;

export async function provokeUnavailable({ ask, operations }: Asker, app: App): Promise<void> {
  await Promise.all(operations.map((each) => expectStatus(ask(app, each), withoutTable(each))));
}
