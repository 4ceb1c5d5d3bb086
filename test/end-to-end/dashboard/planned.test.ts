/** The grid of the last four weeks: planned and executed, and why. Then what people come to the page for, click by click. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { addDays } from '../../../src/dashboard/time/spans.ts';
import { languages } from '../../../src/dashboard/words/languages.ts';
import {
  expectAccessible,
  expectHeadline,
  expectVisible,
  browserOfWorker,
  lookNamed,
  screenshot,
  visit,
} from '../../support/browser.ts';
import { forgedAs, startUnprotected } from '../../support/guarded.ts';
import { seedPast, usualFates } from '../../support/past.ts';
import { quiet, shared } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

const siti = forgedAs('operator', 'siti@example.com');
const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  await seedPast(world.storage, { fates: usualFates(60) });
  const app = stack.use(await startUnprotected({ ...world, env: quiet }));
  return { app, browser: await browserOfWorker() };
});

const words = languages.id.words;
const { commands, headline, audit } = words;

/** Until all of it is there, what is above the grid still grows. */
async function scrollToPlan(page: Page, title: string): Promise<void> {
  for (const part of [
    '.history table',
    '.durations figure',
    '.month',
    '.schedule h3',
    '.audit ol, .audit .muted',
  ])
    await expectVisible(page.locator(part).first());
  await page.getByRole('heading', { name: title }).scrollIntoViewIfNeeded();
}

it('answers by keyboard why there was no run in an hour', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { headers: siti });
  const { page } = visited;
  const { plan, runs, why } = languages.en.words;
  const grid = page.getByRole('grid', { name: plan.title });
  await scrollToPlan(page, plan.title);
  await expectVisible(page.getByRole('list', { name: plan.legend }).getByText(runs.outcome.failed));
  expect(await grid.locator('a[tabindex="0"]').count()).toBe(1);
  await grid.locator('a[tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  const empty = grid.getByRole('row').nth(2).locator('a:not([data-plan])').first();
  const hour = (await empty.getAttribute('href')) ?? '';
  expect(hour).toMatch(/^#why=2\d{3}-\d\d-\d\dT\d\d:00$/);
  for (let steps = 0; steps < Number(hour.slice(-5, -3)); steps += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expectVisible(page.getByRole('dialog').getByText(why.nearest));
  expect(page.url()).toContain(hour);
  expect(await page.getByLabel(why.moment).inputValue()).toBe(hour.slice('#why='.length));
});

it('scrolls within its card on a phone', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { headers: siti, look: lookNamed('id-light-360') });
  const { page } = visited;
  await scrollToPlan(page, words.plan.title);
  await expectVisible(page.getByRole('grid', { name: words.plan.title }));
  await expectAccessible(page);
  await screenshot(page, 'planned-id-light-360');
});

interface Task {
  /** On the pointer, from the top of the page; whatever is typed goes into the field that has the focus. */
  readonly clicks: number;
  readonly walk: (page: Page) => Promise<void>;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const fill = async (page: Page, text: string): Promise<void> => page.locator('input:focus').fill(text);
const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
/** The last 3 to 5 of a month that are over. */
const month = (today.slice(8) > '05' ? today : addDays(today, -10)).slice(0, 7);
const monday = addDays(today, 7 - ((new Date(today).getUTCDay() + 6) % 7));

/** In this order: somebody has changed the interval before, and the last two change the schedule. */
const tasks: Readonly<Record<string, Task>> = {
  'Apakah semuanya sudah dihitung?': {
    clicks: 0,
    walk: async (page) => {
      // Whether or not yesterday is complete depends on the time of day.
      await expectVisible(page.locator('.headline').getByText(/^Lengkap sampai /));
    },
  },
  'Mengapa pukul tujuh tidak berjalan?': {
    clicks: 1,
    walk: async (page) => {
      const grid = page.getByRole('grid', { name: words.plan.title });
      await scrollToPlan(page, words.plan.title);
      await grid.locator('a[href$="T07:00"]:not([data-plan])').nth(1).click();
      await expectVisible(dialog(page).getByRole('heading', { name: /07\.00/ }));
      await expectVisible(dialog(page).getByText(words.why.nearest));
    },
  },
  'Siapa yang mengubah interval?': {
    clicks: 0,
    walk: async (page) => {
      const entry = page.locator('.audit li').filter({ hasText: audit.action.set_interval });
      await expectVisible(entry.getByText('budi@example.com').first());
    },
  },
  'Jeda sampai Senin': {
    clicks: 3,
    walk: async (page) => {
      await button(page, commands.name.stop).click();
      await dialog(page).getByLabel(commands.stop.until).click();
      await fill(page, `${monday}T07:00`);
      await button(page, commands.stop.confirm).click();
      await expectHeadline(page, headline.word.paused);
      await expectVisible(page.getByText(/Dilanjutkan otomatis pada .*07\.00\sWIB/));
    },
  },
  'Hitung ulang tanggal 3–5': {
    clicks: 3,
    walk: async (page) => {
      await button(page, commands.name.forceExecute).click();
      await fill(page, `${month}-03`);
      await dialog(page).getByLabel(commands.forceExecute.to).click();
      await fill(page, `${month}-05`);
      await button(page, commands.forceExecute.confirm).click();
      await expectVisible(page.getByText(commands.done.forceExecute));
      const { data } = (await stage().app.get('/scheduler/status', siti)).body;
      expect(data.current_run).toMatchObject({ awal: `${month}-03`, akhir: `${month}-05` });
    },
  },
};

it.each(['id-light-1280', 'id-dark-360'])(
  'takes at most three clicks for what people come for: %s',
  async (look) => {
    const { app, browser } = stage();
    const budi = { ...forgedAs('admin', 'budi@example.com'), 'x-requested-with': 'test' };
    const { data: before } = (await app.get('/scheduler/status', siti)).body;
    if (before.paused !== null) await app.post('/scheduler/start', {}, budi);
    if (before.current_run !== null)
      await app.post(`/scheduler/runs/${before.current_run.id}/cancel`, {}, budi);
    expect((await app.post('/scheduler/set-interval', { hours: 4, reason: look }, budi)).status).toBe(200);
    await using visited = await visit(browser, app, { headers: siti, look: lookNamed(look) });
    const { page } = visited;
    await page.evaluate(`addEventListener('pointerdown', () => { window.clicks += 1; }, true)`);
    for (const [name, { clicks, walk }] of Object.entries(tasks)) {
      // Each begins at the top of the page, with nothing open.
      await page.keyboard.press('Escape');
      await page.evaluate('window.clicks = 0; scrollTo(0, 0)');
      await walk(page);
      expect([name, await page.evaluate('window.clicks')]).toEqual([name, clicks]);
      expect(clicks).toBeLessThanOrEqual(3);
    }
  },
);
