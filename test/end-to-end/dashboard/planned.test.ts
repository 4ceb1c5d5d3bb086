/** The grid of the last four weeks: planned and executed, and why. */
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { expectAccessible, expectVisible, lookNamed, screenshot, visit } from '../../support/browser.ts';
import { usualFates } from '../../support/past.ts';
import { stageWith } from '../../support/stage.ts';

const stage = stageWith({ fates: usualFates(60) });

it('answers by keyboard why there was no run in an hour', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app);
  const { page } = visited;
  const { plan, runs, why } = languages.en.words;
  const grid = page.getByRole('grid', { name: plan.title });
  await page.getByRole('heading', { name: plan.title }).scrollIntoViewIfNeeded();
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
  await using visited = await visit(browser, app, { look: lookNamed('id-light-360') });
  const { page } = visited;
  const { plan } = languages.id.words;
  await page.getByRole('heading', { name: plan.title }).scrollIntoViewIfNeeded();
  await expectVisible(page.getByRole('grid', { name: plan.title }));
  await expectAccessible(page);
  await screenshot(page, 'planned-id-light-360');
});
