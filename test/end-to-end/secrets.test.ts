import { describe, expect, it } from 'vitest';
import { neverByItself } from '../support/app.ts';
import { startGuarded, startSignedIn } from '../support/guarded.ts';
import { startSurroundings } from '../support/surroundings.ts';
import { rowsOf } from '../support/table-rows.ts';

const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

describe('what a caller proves itself with', () => {
  it('is in no log line, no row and no answer when it is a function key', async () => {
    await using world = await startSurroundings();
    await using guarded = await startGuarded('keys', { ...world, env: quiet });
    const { app, keys } = guarded;
    const key = keys.hostKey;
    const header = { 'x-functions-key': key };
    const answers = [
      await app.get('/scheduler/status', header),
      await app.get(`/scheduler/runs?code=${key}&limit=0`),
      await app.get(`/scheduler/nowhere?code=${key}`),
      await app.post(`/scheduler/stop?code=${key}`, { reason: 'x' }),
      await app.post('/scheduler/start', { odd: true }, { ...header, 'idempotency-key': 'one' }),
      await app.post(`/scheduler/start?code=${key}&CODE=${key}`, '{"reason":'),
      await app.post('/scheduler/force-execute', {}, { ...header, 'idempotency-key': 'two' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 200, 400, 400, 202]);
    expect(JSON.stringify(answers.map(({ body, headers }) => [body, [...headers]]))).not.toContain(key);
    expect(JSON.stringify(await rowsOf(world.storage))).not.toContain(key);
    expect(app.host.lines().join('\n')).not.toContain(key);
    expect((await app.get('/scheduler/audit', header)).body.data.entries[0].actor).toMatch(
      /^function key [0-9a-f]{8}$/,
    );
  });

  it('is in no log line, no row and no answer when it is a session or a token', async () => {
    await using world = await startSurroundings();
    await using signedIn = await startSignedIn({ ...world, env: quiet });
    const { app, as } = signedIn;
    const token = 'Bearer not-a-token-that-anybody-should-see';
    const session = String(as.admin['cookie']).split('=').at(-1) ?? '';
    expect(session.length).toBeGreaterThan(10);
    const answers = [
      await app.post('/scheduler/stop', { reason: 'x' }, { ...as.admin, authorization: token }),
      await app.post('/scheduler/start', '{', { ...as.admin, authorization: token }),
    ];
    const seen = [
      JSON.stringify(answers),
      JSON.stringify(await rowsOf(world.storage)),
      app.host.lines().join('\n'),
    ];
    for (const text of seen) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(session);
    }
  });
});
