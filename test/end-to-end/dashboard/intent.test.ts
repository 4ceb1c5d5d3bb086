/** The page sends what the person meant: not an earlier command, half a date, or another run. Other sites' pages send nothing. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { expectHidden, expectSoon, expectVisible, usualLook } from '../../support/browser.ts';
import { until } from '../../support/app.ts';
import { type Ticking, tickingStage } from '../../support/stage.ts';

const { commands, headline: headlines, problems } = languages.en.words;
const open = tickingStage();

/** Until the test or the end of the test finishes the run. */
const forever = 3_600_000;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const status = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

function changesOf(page: Page): readonly Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => request.method() === 'POST' && requests.push(request));
  return requests;
}

describe('after a lost answer', () => {
  it('a command given again later is a new one, though its text is the same', async () => {
    await using stage = await open();
    const { app, page } = stage;
    const { execution_count: before } = await app.status();
    const requests = changesOf(page);
    await page.route('**/scheduler/force-execute', async (route) => {
      await route.fetch();
      if (requests.length === 1) await route.abort();
      else await route.continue();
    });
    await button(page, commands.name.forceExecute).click();
    await button(page, commands.forceExecute.confirm).click();
    await expectVisible(dialog(page).getByText(problems.notAnswered));
    await button(page, commands.back).click();
    await app.statusWhen(({ execution_count }) => execution_count === before + 1);
    await expectSoon(status(page, headlines.word.current));
    await button(page, commands.name.forceExecute).click();
    await expectHidden(dialog(page).getByText(problems.notAnswered));
    await button(page, commands.forceExecute.confirm).click();
    await app.statusWhen(({ execution_count }) => execution_count === before + 2);
    expect(new Set(requests.map((each) => each.headers()['idempotency-key'])).size).toBe(2);
  });

  it('resuming again after the schedule was paused anew resumes it', async () => {
    await using stage = await open();
    const { app, page } = stage;
    let lost = 0;
    await page.route('**/scheduler/start', async (route) => {
      if (lost > 0) return route.continue();
      await route.fetch();
      lost += 1;
      return route.abort();
    });
    await app.post('/scheduler/stop');
    await expectSoon(button(page, commands.name.start));
    await button(page, commands.name.start).click();
    await expectVisible(page.getByText(problems.notAnswered));
    // It had worked, which leaves nothing to complain of.
    await expectSoon(button(page, commands.name.stop));
    await expectHidden(page.getByText(problems.notAnswered));
    await app.post('/scheduler/stop');
    await expectSoon(button(page, commands.name.start));
    await button(page, commands.name.start).click();
    await expectVisible(status(page, commands.done.start));
    expect((await app.status()).paused).toBeNull();
  });

  it('a command that visibly worked is not reported as unanswered afterwards', async () => {
    await using stage = await open();
    const { app, page } = stage;
    const giveUp = Promise.withResolvers<void>();
    const given = Promise.withResolvers<void>();
    await page.route('**/scheduler/start', async (route) => {
      await route.fetch();
      await giveUp.promise;
      await route.abort();
      given.resolve();
    });
    await app.post('/scheduler/stop');
    await expectSoon(button(page, commands.name.start));
    await button(page, commands.name.start).click();
    await expectSoon(button(page, commands.name.stop));
    giveUp.resolve();
    await given.promise;
    // Whatever the page has to say of it, it says before the next thing that happens.
    await page.clock.runFor(5_000);
    await app.post('/scheduler/stop');
    await expectSoon(button(page, commands.name.start));
    expect(await page.getByText(problems.notAnswered).count()).toBe(0);
  });
});

describe('what is typed', () => {
  it('half a date is not taken for none', async () => {
    await using stage = await open();
    const { app, page } = stage;
    const { execution_count: before } = await app.status();
    const requests = changesOf(page);
    await button(page, commands.name.stop).click();
    await dialog(page).getByLabel(commands.stop.until).focus();
    // The day without the time.
    await page.keyboard.type('26112099');
    await button(page, commands.stop.confirm).click();
    await expectVisible(dialog(page).getByText(commands.unfinished));
    await dialog(page).getByLabel(commands.stop.until).fill('');
    await expectHidden(dialog(page).getByText(commands.unfinished));
    await page.keyboard.press('Escape');

    await button(page, commands.name.forceExecute).click();
    await dialog(page).getByLabel(commands.forceExecute.from).focus();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await expectVisible(dialog(page).getByText(commands.unfinished));
    expect(requests).toEqual([]);
    expect((await app.status()).execution_count).toBe(before);
  });

  it.each(['1,5', '1.5'])('%s hours are one and a half, whatever the browser’s language', async (text) => {
    await using stage = await open();
    const { app, page } = stage;
    await button(page, commands.name.setInterval).click();
    const hours = dialog(page).getByLabel(commands.setInterval.hours);
    await hours.fill('');
    await hours.pressSequentially(text);
    await button(page, commands.setInterval.confirm).click();
    await expectVisible(status(page, commands.done.setInterval));
    expect((await app.status()).interval_hours).toBe(1.5);
    await button(page, commands.name.setInterval).click();
    await expect.poll(() => hours.inputValue()).toBe('1.5');
  });
});

async function nextRun({ app }: Ticking): Promise<string> {
  await app.post('/scheduler/force-execute');
  const { current_run } = await app.statusWhen((now) => now.current_run?.state === 'running');
  return current_run?.id ?? '';
}

describe('a run that ends while its dialog is open', () => {
  it('is not mistaken for the one that began after it', async () => {
    await using stage = await open(usualLook, forever);
    const { app, page } = stage;
    const first = await nextRun(stage);
    await expectSoon(button(page, commands.name.cancel));
    await button(page, commands.name.cancel).click();
    await dialog(page).getByLabel(commands.reason).fill('the first has wrong dates');
    await app.post(`/scheduler/runs/${first}/cancel`);
    await app.statusWhen(({ last_run_id }) => last_run_id === first);
    const second = await nextRun(stage);
    await expectSoon(page.locator(`.run-in-progress a[href="#run=${second}"]`));
    expect(await dialog(page).getByLabel(commands.reason).inputValue()).toBe('the first has wrong dates');
    await button(page, commands.cancel.confirm).click();
    await expectVisible(dialog(page).getByText(problems.code.run_finished));
    expect((await app.status()).current_run).toMatchObject({
      id: second,
      state: 'running',
      stop_order: null,
    });
  });

  it('is the only one that the tick to cancel applies to', async () => {
    await using stage = await open(usualLook, forever);
    const { app, page } = stage;
    const first = await nextRun(stage);
    await expectSoon(button(page, commands.name.cancel));
    await button(page, commands.name.stop).click();
    const tick = dialog(page).getByLabel(commands.stop.cancelToo);
    await tick.check();
    await app.post(`/scheduler/runs/${first}/cancel`);
    await app.statusWhen(({ last_run_id }) => last_run_id === first);
    const second = await nextRun(stage);
    await expectSoon(page.locator(`.run-in-progress a[href="#run=${second}"]`));
    expect(await tick.isChecked()).toBe(false);
    await button(page, commands.stop.confirm).click();
    await expectVisible(status(page, commands.done.stop));
    await expectVisible(status(page, commands.stop.runGoesOn));
    expect((await app.status()).current_run).toMatchObject({ id: second, stop_order: null });
  });
});

describe('once it is sent', () => {
  it('its dialog stays until the answer is there, and the focus stays in it after a refusal', async () => {
    await using stage = await open();
    const { page } = stage;
    const answer = Promise.withResolvers<void>();
    await page.route('**/scheduler/force-execute', async (route) => {
      await answer.promise;
      await route.continue();
    });
    await button(page, commands.name.forceExecute).click();
    await dialog(page).getByLabel(commands.reason).fill('invisible \u202e');
    await button(page, commands.forceExecute.confirm).focus();
    await page.keyboard.press('Enter');
    await expectVisible(button(page, commands.sending));
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    await button(page, commands.back).click({ force: true });
    await expectVisible(dialog(page));
    answer.resolve();
    await expectVisible(dialog(page).getByText(problems.code.invalid_request));
    expect(
      await page.evaluate('document.querySelector("dialog[open]").contains(document.activeElement)'),
    ).toBe(true);
  });

  it('what was done is no longer shown once somebody has undone it', async () => {
    await using stage = await open();
    const { app, page } = stage;
    await button(page, commands.name.stop).click();
    await button(page, commands.stop.confirm).click();
    await expectVisible(status(page, commands.done.stop));
    await app.post('/scheduler/start');
    await expectSoon(button(page, commands.name.stop));
    await expectHidden(status(page, commands.done.stop));
  });

  it('what was done is not shown forever', async () => {
    await using stage = await open();
    const { page } = stage;
    await button(page, commands.name.stop).click();
    await button(page, commands.stop.confirm).click();
    await expectVisible(status(page, commands.done.stop));
    await page.clock.runFor(60_000);
    await expectHidden(status(page, commands.done.stop));
    await expectVisible(status(page, headlines.word.paused));
  });
});

/** Whatever a page may send to another address without asking, each with a target of its own. */
const attack = (app: string) => `
  const frame = Object.assign(document.createElement('iframe'), { name: 'frame' });
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '${app}/scheduler/stop', target: 'frame' });
  document.body.append(frame, form);
  form.submit();
  navigator.sendBeacon('${app}/scheduler/start', new Blob(['{}'], { type: 'text/plain' }));
  new Image().src = '${app}/scheduler/status';
  void fetch('${app}/scheduler/force-execute', { method: 'POST', mode: 'no-cors' }).catch(() => 0);
  void fetch('${app}/admin/functions/tick', { method: 'POST', mode: 'no-cors', body: '{}' }).catch(() => 0);`;

describe('a website that the developer visits', () => {
  it('neither commands the app nor reads from it, also under a name that points to this machine', async () => {
    await using stage = await open();
    const { app, page } = stage;
    const before = (await app.get('/scheduler/audit')).body.data;
    const { execution_count: executed } = await app.status();
    await using stack = new AsyncDisposableStack();
    const server = createServer((_, response) => response.end('<!doctype html><title>x</title><body>'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stack.defer(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const context = await page.context().browser()?.newContext();
    if (context === undefined) throw new Error('the page has no browser');
    stack.defer(() => context.close());
    const evil = await context.newPage();
    // The browser shows the page no answer, or not even that there is one. It may report more after the first end.
    const ends = new Map<string, string>();
    const note = (request: Request, end: string) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST' && !ends.has(pathname)) ends.set(pathname, end);
    };
    evil.on('response', (answer) => note(answer.request(), String(answer.status())));
    evil.on('requestfailed', (request) => note(request, request.failure()?.errorText ?? ''));
    await evil.goto(`http://evil.localhost:${port}/`);
    const home = new URL(app.host.url('/')).origin;
    await evil.evaluate(attack(home));
    await until(
      () => ends.size,
      (count) => count === 4,
      () => JSON.stringify([...ends]),
    );
    const blocked = 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin';
    expect(Object.fromEntries(ends)).toEqual({
      '/admin/functions/tick': blocked,
      '/scheduler/force-execute': blocked,
      '/scheduler/start': blocked,
      '/scheduler/stop': '403',
    });

    // Its name now points to the app: for the browser, page and app are one site.
    const turned = home.replace('127.0.0.1', 'evil.localhost');
    const shown = await evil.goto(`${turned}/scheduler/status`);
    expect([shown?.status(), await shown?.text()]).toEqual([
      404,
      expect.stringContaining('the host name "evil.localhost:'),
    ]);
    const commanded = await evil.evaluate(
      `fetch('/scheduler/force-execute', { method: 'POST', headers: { 'x-requested-with': 'x' } }).then((answer) => answer.status)`,
    );
    expect(commanded).toBe(404);
    expect((await app.get('/scheduler/audit')).body.data).toEqual(before);
    expect((await app.status()).execution_count).toBe(executed);
  });
});
