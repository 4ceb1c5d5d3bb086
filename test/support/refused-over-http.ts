/** An app that does nothing by itself, and what a refused request over HTTP must look like and leave alone. */
import { expect } from 'vitest';
import { type Answer, type App, type JsonBody, neverByItself, startApp } from './app.ts';
import { startSurroundings } from './surroundings.ts';

export interface QuietApp extends AsyncDisposable {
  readonly app: App;
  /** The id of a run that has ended. */
  readonly finished: string;
}

export async function startQuietApp(): Promise<QuietApp> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await startSurroundings());
  const env = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };
  const app = stack.use(await startApp({ ...world, env }));
  const { body } = await app.post('/scheduler/force-execute');
  await app.tick();
  await app.statusWhen(({ success_count }) => success_count === 1);
  const held = stack.move();
  return { app, finished: body.data.run_id, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** All that the API shows, without what passes with time. */
export async function everything(app: App): Promise<unknown> {
  const { as_of: _, next_execution_in_seconds: __, ...status } = await app.status();
  return { status, runs: (await app.get('/scheduler/runs?limit=100')).body.data };
}

/** The answer to a request that changes nothing. */
export async function refusalOf(app: App, request: () => Promise<Answer>): Promise<Answer> {
  const before = await everything(app);
  const answer = await request();
  expect(await everything(app)).toEqual(before);
  const error = { code: expect.any(String), message: expect.any(String), details: expect.any(Array) };
  expect(answer.body).toEqual({ success: false, error: expect.objectContaining(error) });
  return answer;
}

/** The message of a 400 `invalid_request`, whose details say the same. */
export async function invalidMessage(app: App, request: () => Promise<Answer>): Promise<string> {
  const { status, body } = await refusalOf(app, request);
  const { code, message, details } = body.error;
  expect({ status, code }).toEqual({ status: 400, code: 'invalid_request' });
  expect(details).not.toEqual([]);
  for (const { field, expected } of details)
    expect(message).toContain(`${field}: expected ${expected}, got `);
  return message;
}

/** Posts a body as it is; a stream goes out in pieces, without Content-Length. */
export async function postRaw(
  app: App,
  path: string,
  body: string | Uint8Array | ReadableStream,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const init = { method: 'POST', body, headers, duplex: 'half' } as const;
  const response = await fetch(app.host.url(path), init);
  const answer: JsonBody = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body: answer };
}

/** Puts a name of readable length in front of each case. */
export const named = <T>(
  cases: readonly (readonly [unknown, T])[],
): readonly (readonly [string, unknown, T])[] =>
  cases.map(([body, told]) => [
    (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 50),
    body,
    told,
  ]);
