/** Steering over HTTP: what the requests that are taken do, and that repeating them does it once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, epochMs, epochMsToLocalDate, TimeZone } from '../../src/core/time/time.ts';
import { type App, until } from '../support/app.ts';
import { type QuietApp, startQuietApp } from '../support/refused-over-http.ts';

let quiet: QuietApp;
let app: App;
beforeAll(async () => {
  quiet = await startQuietApp();
  app = quiet.app;
});
afterAll(async () => quiet?.[Symbol.asyncDispose]());

const key = (text: string) => ({ 'Idempotency-Key': text });

const today = () => epochMsToLocalDate(epochMs(Date.now()), TimeZone.parse('Asia/Jakarta'));

/** The range of the run that the request asks for; the run itself is cancelled before it begins. */
async function rangeOf(request: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { status, body } = await app.post('/scheduler/force-execute', request);
  expect(status).toBe(202);
  const run = await app.get(body.data.url);
  expect((await app.post(`${body.data.url}/cancel`)).status).toBe(200);
  return [run.body.data.awal, run.body.data.akhir];
}

describe('stop and start', () => {
  it('stop with an end time resumes automatically after it', async () => {
    const later = new Date(Date.now() + 1_500).toISOString();
    const stopped = await app.post('/scheduler/stop', { until: later, reason: ' closing of the month ' });
    expect(stopped.status).toBe(200);
    expect(stopped.body).toMatchObject({
      message: 'Scheduler stopped',
      data: { running: false, next_execution_in_seconds: null },
    });
    const { paused } = stopped.body.data;
    expect(paused).toMatchObject({ by: 'anonymous', reason: 'closing of the month' });
    expect(Date.parse(paused.until)).toBe(Date.parse(later));

    await until(
      async () => {
        await app.tick();
        return app.status();
      },
      ({ running }) => running,
    );
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(later));
    expect((await app.status()).paused).toBeNull();
    await app.host.waitForLine(/The pause is over, schedule resumed/);
  });

  it('repeated, they change nothing and say so', async () => {
    expect((await app.post('/scheduler/start')).body.message).toBe('Scheduler was already running');
    expect((await app.post('/scheduler/stop')).body.message).toBe('Scheduler stopped');
    const { paused } = await app.status();
    const again = await app.post('/scheduler/stop');
    expect(again).toMatchObject({ status: 200, body: { message: 'Scheduler was already stopped' } });
    expect((await app.status()).paused).toEqual(paused);
    expect((await app.post('/scheduler/start')).body.message).toBe('Scheduler started');
    const started = await app.post('/scheduler/start', {});
    expect(started).toMatchObject({ status: 200, body: { message: 'Scheduler was already running' } });
  });

  it('accept an empty body of any content type, and 16 KiB of blanks around a body', async () => {
    const padded = `{${' '.repeat(16_382)}}`;
    expect((await app.post('/scheduler/start', padded)).status).toBe(200);
    const blank = { 'content-type': 'text/plain' };
    expect((await app.post('/scheduler/start', '', blank)).status).toBe(200);
  });
});

describe('force-execute', () => {
  it('completes a range when only one end is given', async () => {
    const past = addDays(today(), -10);
    expect(await rangeOf({ awal: past })).toEqual([past, today()]);
    expect(await rangeOf({ akhir: past })).toEqual([addDays(past, -1), past]);
    const longest = [addDays(past, -30), past] as const;
    expect(await rangeOf({ awal: longest[0], akhir: longest[1] })).toEqual(longest);
  });

  it('answers a second request with 409 and the active run', async () => {
    const first = await app.post('/scheduler/force-execute');
    expect(first.status).toBe(202);
    const { run_id, url } = first.body.data;
    expect(first.headers.get('location')).toBe(url);
    expect(url).toBe(`/scheduler/runs/${run_id}`);
    const second = await app.post('/scheduler/force-execute', { reason: 'again' });
    expect(second.status).toBe(409);
    expect(second.body.error).toMatchObject({ code: 'run_active', run_id, url });
    expect(second.body.error.message).toContain(run_id);
    expect((await app.post(`${url}/cancel`)).status).toBe(200);
  });

  it('gives the same Idempotency-Key the same run, during and after it, and starts no second one', async () => {
    const before = (await app.status()).execution_count;
    const first = await app.post('/scheduler/force-execute', { reason: 'once' }, key('order-1'));
    const repeated = await app.post('/scheduler/force-execute', { reason: 'once' }, key('order-1'));
    await app.tick();
    await app.statusWhen(({ execution_count }) => execution_count === before + 1);
    const afterwards = await app.post('/scheduler/force-execute', { reason: 'once' }, key('order-1'));
    for (const { status, body } of [repeated, afterwards])
      expect({ status, data: body.data }).toEqual({ status: 202, data: first.body.data });
    await app.tick();
    expect(await app.status()).toMatchObject({ execution_count: before + 1, current_run: null });
  });

  it('refuses the same Idempotency-Key with another body', async () => {
    const first = await app.post('/scheduler/force-execute', { reason: 'one' }, key('order-2'));
    await app.post(`${first.body.data.url}/cancel`);
    const other = await app.post('/scheduler/force-execute', { reason: 'other' }, key('order-2'));
    expect(other.status).toBe(422);
    expect(other.body.error.code).toBe('idempotency_key_reused');
    expect(other.body.error.details).toMatchObject([{ field: 'Idempotency-Key' }]);
    expect((await app.status()).current_run).toBeNull();
  });
});

it('tolerates a function key on every route, and shows it nowhere', async () => {
  const secret = 'f4n6tion-k3y';
  const { finished } = quiet;
  const gets = ['status', 'health', 'runs', `runs/${finished}`, 'runs/1', 'runs?limit=0'];
  const posts = ['start', 'stop', 'start', 'set-interval', `runs/${finished}/cancel`, 'force-execute?awal=1'];
  const withKey = (path: string, name: string) =>
    `/scheduler/${path}${path.includes('?') ? '&' : '?'}${name}=${secret}`;
  const headers = { 'x-functions-key': secret };
  const answers = [
    ...(await Promise.all(gets.map((path) => app.get(withKey(path, 'code'))))),
    ...(await Promise.all(posts.map((path) => app.post(withKey(path, 'Code'), undefined, headers)))),
  ];
  expect(answers.map(({ status }) => status)).toEqual([
    200, 200, 200, 200, 404, 400, 200, 200, 200, 400, 409, 400,
  ]);
  const shown = answers.map((answer) => JSON.stringify([answer.body, [...answer.headers]]));
  expect([...shown, ...app.host.lines()].join('\n')).not.toContain(secret);
});
