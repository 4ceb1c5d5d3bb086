/** How the page keeps up to date: what it asks for, how often, and what it leaves alone. */
import type { Page, Request } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { startApp, until } from '../../support/app.ts';
import { hide, screenshot, visit, expectSoon, expectVisible, expectHidden } from '../../support/browser.ts';
import { usualFates } from '../../support/past.ts';
import { quiet, sharedPage, stageWith } from '../../support/stage.ts';
import { startTableProxy } from '../../support/table-proxy.ts';

const { audit, commands, headline: headlines, problems, schedule } = languages.en.words;
/** Resumed at noon with a first slot a day later, the schedule would have moved past yesterday, which is then missing. */
const stage = stageWith({ fates: usualFates(30) }, { START_DELAY_SECONDS: '300' });

const onePage = sharedPage(() => visit(stage().browser, stage().app, { clock: true }));

/** Waits for the whole page, and returns its requests from then on. */
async function settled(page: Page): Promise<readonly Request[]> {
  await expectVisible(page.getByRole('list', { name: schedule.slots }));
  await expectVisible(page.getByRole('table'));
  await expectVisible(page.getByRole('figure'));
  await expectVisible(page.getByRole('heading', { name: audit.title }));
  await page.waitForLoadState('networkidle');
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  return requests;
}

const pathsOf = (requests: readonly Request[]) => requests.map((request) => new URL(request.url()).pathname);
const headline = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });

describe('while nothing changes', () => {
  it('the page asks for the status alone, every five seconds, and gets no body', async () => {
    const page = await onePage();
    const requests = await settled(page);
    for (let round = 1; round <= 4; round += 1) {
      const answered = page.waitForResponse('**/scheduler/status');
      await page.clock.runFor(5_000);
      expect((await answered).status()).toBe(304);
    }
    expect(new Set(pathsOf(requests))).toEqual(new Set(['/scheduler/status']));
    expect(requests[0]?.headers()['if-none-match']).toMatch(/^W\/"/);
  });

  it('the page asks for the rest once a minute, which shows what the status does not', async () => {
    const page = await onePage();
    const requests = await settled(page);
    const all = new Set(
      ['status', 'schedule', 'me', 'runs', 'slots', 'coverage', 'audit', 'notices'].map(
        (name) => `/scheduler/${name}`,
      ),
    );
    const asked = await until(
      async () => {
        await page.clock.runFor(5_000);
        return new Set(pathsOf(requests));
      },
      (paths) => paths.size === all.size,
    );
    expect(asked).toEqual(all);
  });
});

describe('when something changes', () => {
  it('somebody else’s change is shown with the next question', async () => {
    const { app } = stage();
    const page = await onePage();
    await settled(page);
    await app.post('/scheduler/stop', { reason: 'by somebody else' });
    await page.clock.runFor(5_000);
    await expectVisible(headline(page, headlines.word.paused));
    await expectVisible(page.getByRole('listitem').filter({ hasText: 'by somebody else' }));
    await app.post('/scheduler/start');
    await page.clock.runFor(5_000);
    await expectVisible(headline(page, headlines.word.current));
  });

  it('what a person is typing stays, and so does the focus', async () => {
    const { app } = stage();
    const page = await onePage();
    await settled(page);
    await page.getByRole('button', { name: commands.name.setInterval }).click();
    const hours = page.getByRole('dialog').getByLabel(commands.setInterval.hours);
    await hours.fill('1');
    await app.post('/scheduler/set-interval', { hours: 4 });
    await page.clock.runFor(5_000);
    await expectVisible(page.getByText(schedule.rule.interval.finish('4')));
    await page.keyboard.type('2');
    expect(await hours.inputValue()).toBe('12');
    expect(await hours.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await app.post('/scheduler/set-interval', { hours: 3 });
    await page.keyboard.press('Escape');
  });
});

describe('when nobody looks or nobody answers', () => {
  it('a hidden page asks once a minute, and at once when it is looked at again', async () => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app, { clock: true });
    const { page } = visited;
    const requests = await settled(page);
    await hide(page, true);
    await page.clock.runFor(5_000);
    const before = requests.length;
    await page.clock.runFor(50_000);
    expect(requests.length).toBe(before);
    const answered = page.waitForResponse('**/scheduler/status');
    await hide(page, false);
    await answered;
  });

  it('an offline page says how old its data is, and continues as soon as the network is back', async () => {
    const page = await onePage();
    const context = page.context();
    await settled(page);
    await context.setOffline(true);
    await page.clock.runFor(6_000);
    const alert = page.getByRole('alert');
    await expectVisible(alert.getByText(problems.unreachable));
    await expectVisible(alert.getByText(/^Showing data from /));
    await context.setOffline(false);
    await expectHidden(alert.getByText(problems.unreachable));
    await expectVisible(headline(page, headlines.word.current));
  });

  it('a page without an answer asks ever more rarely, and continues when there is one', async () => {
    const page = await onePage();
    const requests = await settled(page);
    await page.route('**/scheduler/**', (route) => route.abort());
    for (let passed = 0; passed < 120; passed += 5) await page.clock.runFor(5_000);
    await expectVisible(page.getByRole('alert').getByText(problems.unreachable));
    // Every five seconds it would have been twenty-four times.
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.length).toBeLessThan(8);
    await page.unrouteAll({ behavior: 'wait' });
    await expectSoon(headline(page, headlines.word.current));
  });
});

describe('when the API answers with a problem', () => {
  it('the page shows that the app cannot reach its storage', async () => {
    const { world, browser } = stage();
    const proxy = await startTableProxy({ port: inject('azuritePort') });
    try {
      const storage = { ...world.storage, connectionString: proxy.connectionString };
      await using behind = await startApp({ storage, sql: world.sql, env: quiet });
      await using visited = await visit(browser, behind, { clock: true });
      const { page } = visited;
      await settled(page);
      await proxy.down();
      await page.clock.runFor(5_000);
      await expectVisible(page.getByRole('alert').getByText(problems.code.storage_unavailable));
      await screenshot(page, 'storage-unavailable');
    } finally {
      await proxy.stop();
    }
  });

  it('the page names each wrong setting', async () => {
    const { world, browser } = stage();
    await using broken = await startApp({ ...world, env: { ...quiet, MAX_ATTEMPTS: 'three' } });
    await using visited = await visit(browser, broken);
    const { page } = visited;
    const alert = page.getByRole('alert');
    await expectVisible(alert.getByText(problems.code.misconfigured));
    await expectVisible(alert.getByRole('listitem').filter({ hasText: 'MAX_ATTEMPTS' }));
    await expectVisible(headline(page, headlines.word.unknown));
    await screenshot(page, 'misconfigured');
  });
});
