/** Where the parts of the page are, in the state that has most to show: a run is in progress. */
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { expectVisible, lookNamed, screenshot, visit } from '../../support/browser.ts';
import { manyMessages, usualFates } from '../../support/past.ts';
import { stageWith } from '../../support/stage.ts';

const stage = stageWith({ fates: usualFates(60), live: { minutes: 27, messages: manyMessages(70) } });

async function boxOf(part: Locator) {
  await expectVisible(part);
  const box = await part.boundingBox();
  if (box === null) throw new Error('it is not shown');
  return box;
}

it('a phone shows the state, pairs of actions, the next run and the days, then the history', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { look: lookNamed('id-light-360') });
  const { page } = visited;
  const { words } = languages.id;
  for (const part of ['.history table', '.durations figure', '.month', '.controls', '.schedule h3'])
    await expectVisible(page.locator(part).first());
  const parts = ['headline', 'next-run', 'days-card', 'history', 'schedule', 'audit'];
  const tops = await Promise.all(parts.map(async (part) => (await boxOf(page.locator(`.${part}`))).y));
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  expect(tops[3]).toBeLessThanOrEqual(2_500);
  const [one, other] = await Promise.all(
    [0, 1].map((index) => boxOf(page.locator('.controls button').nth(index))),
  );
  expect(one?.y).toBe(other?.y);
  // Older months are one press away, by pointer as by key.
  const months = page.locator('.month');
  expect(await months.count()).toBeLessThan(3);
  await page.getByRole('button', { name: words.days.earlier }).click();
  await expect.poll(() => months.count()).toBe(3);
  await page.getByRole('button', { name: words.days.earlier }).click();
  await expect.poll(() => months.count()).toBeLessThan(3);
  await page.locator('[data-date][tabindex="0"]').focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await expect.poll(() => months.count()).toBe(3);
  await expect.poll(() => page.locator('[data-date]:focus').count()).toBe(1);
  await screenshot(page, 'layout-id-light-360');
});

it('a wide screen has figures, schedule, audit and notices beside the history', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app);
  const { page } = visited;
  await expectVisible(page.locator('.history table'));
  const history = await boxOf(page.locator('.history'));
  let above = history.y;
  for (const part of ['figures', 'schedule', 'audit', 'notices']) {
    const box = await boxOf(page.locator(`section.${part}`));
    expect(box.x).toBeGreaterThan(history.x + history.width);
    expect(box.y).toBeGreaterThanOrEqual(above);
    above = box.y;
  }
});
