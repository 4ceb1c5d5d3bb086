/** What is not there, or no longer to be had: 404 and 409, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, type QuietApp, refusalOf, startQuietApp } from '../support/refused-over-http.ts';

let quiet: QuietApp;
beforeAll(async () => {
  quiet = await startQuietApp();
});
afterAll(async () => quiet?.[Symbol.asyncDispose]());

const unknownRun = '01M83TWC6WTENC80CQS4R1FZWR';

describe('a run that does not exist', () => {
  const ids = [
    unknownRun,
    unknownRun.toLowerCase(),
    '1',
    'a%2Fb',
    '%27%20or%20true',
    'ö',
    'x'.repeat(4_000),
  ].map((id) => [id.slice(0, 30), id] as const);

  it.each(ids)('cannot be read: %s', async (_, id) => {
    const { status, body } = await refusalOf(quiet.app, () => quiet.app.get(`/scheduler/runs/${id}`));
    expect(status).toBe(404);
    expect(body.error.code).toBe('not_found');
    expect(body.error.message).toMatch(/^there is no run ".{1,121}"$/);
    expect(body.error.details).toMatchObject([{ field: 'id', expected: 'the id of a run in the history' }]);
  });

  it.each(ids)('cannot be cancelled: %s', async (_, id) => {
    const { status, body } = await refusalOf(quiet.app, () => quiet.app.post(`/scheduler/runs/${id}/cancel`));
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/^there is no run ".{1,121}"$/),
    });
  });
});

it('a finished run cannot be cancelled', async () => {
  const { status, body } = await refusalOf(quiet.app, () =>
    quiet.app.post(`/scheduler/runs/${quiet.finished}/cancel`),
  );
  expect(status).toBe(409);
  expect(body.error).toEqual({
    code: 'run_finished',
    message: `run ${quiet.finished} has already ended`,
    details: [],
    run_id: quiet.finished,
    url: `/scheduler/runs/${quiet.finished}`,
  });
});

describe('a wrong method or path', () => {
  it.each([
    ['GET', '/scheduler/start'],
    ['GET', '/scheduler/stop'],
    ['GET', '/scheduler/force-execute'],
    ['PUT', '/scheduler/set-interval'],
    ['GET', `/scheduler/runs/${unknownRun}/cancel`],
    ['POST', '/scheduler/status'],
    ['DELETE', '/scheduler/runs'],
    ['HEAD', '/scheduler/start'],
    ['OPTIONS', '/scheduler/status'],
    ['GET', '/scheduler'],
    ['GET', '/scheduler/runs/a/b'],
  ])('%s %s is answered 404 without a body, as the host does', async (method, path) => {
    const before = await everything(quiet.app);
    const response = await fetch(quiet.app.host.url(path), { method });
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(await everything(quiet.app)).toEqual(before);
  });
});
