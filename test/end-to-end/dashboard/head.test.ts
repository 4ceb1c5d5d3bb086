/** The head of the page: its purpose, how soon it is there, the last outcomes, and the icon of the tab. */
import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { quartiles } from '../../bench/compare.ts';
import { type App, until } from '../../support/app.ts';
import { expectVisible, usualLook, visit } from '../../support/browser.ts';
import { watchFor } from '../../support/first-shown.ts';
import { usualFates } from '../../support/past.ts';
import { stageWith } from '../../support/stage.ts';

/** With the host's own page, which says hello. */
const stage = stageWith({ fates: usualFates(40) }, { AzureWebJobsDisableHomepage: 'false' });
const { headline, runs } = languages.en.words;

it.each([
  ['en', 'Computes working hours of yesterday and today, every 3 hours', 'Updated just now'],
  ['id', 'Menghitung jam kerja kemarin dan hari ini, setiap 3 jam', 'Baru saja diperbarui'],
] as const)('says what the app is for, and how fresh the data is (%s)', async (language, purpose, fresh) => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { look: { ...usualLook, language } });
  const { page } = visited;
  await expectVisible(page.getByText(purpose, { exact: true }));
  await expectVisible(page.getByText(fresh, { exact: true }));
  expect(await page.locator('.freshness').getAttribute('title')).toMatch(/ WIB$/);
});

it('shows the last 30 outcomes, each a link to its run that can be told without its colour', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app);
  const { page } = visited;
  const strip = page.getByRole('list', { name: headline.strip(30) }).getByRole('link');
  await expectVisible(strip.first());
  expect(await strip.count()).toBe(30);
  // As `usualFates` has them: the 17th from the end, and the 9th, which succeeded in its second attempt.
  const cancelled = strip.nth(-17);
  expect(await cancelled.textContent()).not.toBe(await strip.nth(-9).textContent());
  expect(await cancelled.getAttribute('aria-label')).toMatch(new RegExp(`: ${runs.outcome.cancelled}$`));
  await cancelled.click();
  await expectVisible(page.getByRole('dialog').getByText(runs.outcome.cancelled).first());
});

it('colours the icon of the tab by the state', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app);
  const { page } = visited;
  const icon = () => page.locator('link[rel=icon]').getAttribute('href');
  const becomes = (colour: string) => until(icon, (href) => href?.includes(`%23${colour}`) === true);
  await becomes('1a7038');
  await app.post('/scheduler/stop', { reason: 'month-end closing' });
  await page.reload();
  await becomes('8f4f00');
  expect(await icon()).not.toContain('1a7038');
  await app.post('/scheduler/start');
});

/** Milliseconds from the last byte of the page to the frame after the one that first has such an element. */
async function waitFor(browser: Browser, app: App, path: string, selector: string): Promise<number> {
  await using visited = await openPage(browser);
  const { page } = visited;
  await watchFor(page, selector);
  await page.goto(app.host.url(path));
  return (await page.evaluate(
    `window.shown.then((at) => at - performance.getEntriesByType('navigation')[0].responseEnd)`,
  )) as number;
}

/** A new one each time: nothing is kept from the visit before. */
async function openPage(browser: Browser) {
  const context = await browser.newContext();
  return { page: await context.newPage(), [Symbol.asyncDispose]: () => context.close() };
}

const middle = (values: readonly number[]): number => Math.round(quartiles(values).median);

it('shows its first figure hardly later than a page that only says hello', async () => {
  const { app, browser } = stage();
  const figure: number[] = [];
  const hello: number[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    hello.push(await waitFor(browser, app, '/', 'h1'));
    figure.push(await waitFor(browser, app, '/scheduler/dashboard', '.figures dd'));
  }
  const [first, usual] = [middle(figure), middle(hello)];
  console.log(`the first figure: ${first} ms after the page, ${first - usual} ms later than hello`);
  // On an idle machine, 3 times as long, and 300 ms later would be 5 times. A busy one slows down both.
  expect(first / usual, `${first} ms, and ${usual} ms for hello`).toBeLessThan(6);
});
