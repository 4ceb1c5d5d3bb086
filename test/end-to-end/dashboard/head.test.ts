/** The head of the page: its purpose, the last outcomes, and the icon of the tab. */
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { until } from '../../support/app.ts';
import { expectVisible, usualLook, visit } from '../../support/browser.ts';
import { usualFates } from '../../support/past.ts';
import { stageWith } from '../../support/stage.ts';

const stage = stageWith({ fates: usualFates(40) });
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
