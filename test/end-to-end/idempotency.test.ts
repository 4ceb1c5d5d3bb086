import { describe, expect, it } from 'vitest';
import { type App, neverByItself, startApp } from '../support/app.ts';
import { startSurroundings } from '../support/surroundings.ts';

const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

interface Request {
  readonly path: string;
  readonly body: unknown;
  readonly other: unknown;
}

const requests: readonly Request[] = [
  { path: '/scheduler/stop', body: { reason: 'a' }, other: { reason: 'b' } },
  { path: '/scheduler/start', body: {}, other: { reason: 'b' } },
  { path: '/scheduler/set-interval', body: { hours: 6 }, other: { hours: 7 } },
  { path: '/scheduler/force-execute', body: { reason: 'a' }, other: {} },
];

async function raw(app: App, path: string, body: unknown, key: string) {
  const response = await fetch(app.host.url(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('an Idempotency-Key', () => {
  it.each(requests)(
    'gives the same request to $path the same answer, and another one 422',
    async ({ path, body, other }) => {
      await using world = await startSurroundings();
      await using one = await startApp({ ...world, env: quiet });
      await using another = await startApp({ ...world, env: quiet });
      const first = await raw(one, path, body, 'k-1');
      expect(first.status).toBeLessThan(300);
      // The state moves on in between; the answer does not.
      await one.post('/scheduler/set-interval', { hours: 12 });
      await one.post('/scheduler/stop', { reason: 'meanwhile' });
      expect(await raw(another, path, body, 'k-1')).toEqual(first);
      expect((await one.status()).paused?.reason).toBe('meanwhile');

      const reused = await raw(one, path, other, 'k-1');
      expect(reused.status).toBe(422);
      expect(JSON.parse(reused.text).error.code).toBe('idempotency_key_reused');
    },
  );

  it('covers the cancelling of a run as well', async () => {
    await using world = await startSurroundings();
    await using app = await startApp({ ...world, env: quiet });
    const { body } = await app.post('/scheduler/force-execute');
    const path = `${body.data.url}/cancel`;
    const first = await raw(app, path, {}, 'k-2');
    expect(first.status).toBe(200);
    expect(await raw(app, path, {}, 'k-2')).toEqual(first);
  });
});
