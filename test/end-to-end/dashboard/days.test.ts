/** The calendar of days on the built app: what it shows, by mouse and by keyboard, and what can be done on it. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { addDays } from '../../../src/dashboard/time/spans.ts';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { until } from '../../support/app.ts';
import {
  expectAccessible,
  expectHeadline,
  expectHidden,
  expectSoon,
  expectVisible,
  lookNamed,
  screenshot,
  visit,
} from '../../support/browser.ts';
import { stageWith } from '../../support/stage.ts';

/** Coverage began two weeks ago; nothing fills its gaps. */
const stage = stageWith({ fates: Array(80).fill('cancelled') }, { BACKFILL: 'ask' });
const cell = (page: Page, date: string) => page.locator(`[data-date="${date}"]`);
const chosen = (page: Page) => page.locator('[aria-selected="true"]');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

async function compute(awal: string, akhir: string): Promise<void> {
  const { app } = stage();
  const before = await app.status();
  await app.post('/scheduler/force-execute', { awal, akhir });
  await app.tick();
  await app.statusWhen(({ execution_count }) => execution_count > before.execution_count);
}

it('days are shown with their state and last run, and steered from the calendar', async () => {
  const { app, browser } = stage();
  await app.tick();
  const { coverage } = await app.statusWhen((status) => status.coverage !== null);
  const today = coverage?.today.date ?? '';
  await compute(addDays(today, -8), addDays(today, -3));
  await compute(today, today);

  await using inIndonesian = await visit(browser, app, { look: lookNamed('id-dark-360') });
  await expectKeyboardWorks(inIndonesian.page, today);
  await screenshot(inIndonesian.page, 'days-id-dark-360');
  await using inEnglish = await visit(browser, app, { look: lookNamed('en-light-1280'), clock: true });
  await expectMouseWorks(inEnglish.page, today);
});

async function expectKeyboardWorks(page: Page, today: string): Promise<void> {
  const { words } = languages.id;
  const { days } = words;
  await expectHeadline(page, words.headline.word.incomplete);
  await cell(page, today).focus();
  expect(await cell(page, today).getAttribute('aria-label')).toContain(days.state.computed);
  for (let row = 0; row < 5; row += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expectVisible(page.getByText(days.meaning.settled));
  await expectVisible(page.getByRole('link', { name: days.toRun }));
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  await expectVisible(page.getByRole('heading', { name: days.count(7) }));
  expect(await chosen(page).count()).toBe(7);
  // Three of them lie before what was computed.
  await expectVisible(page.locator('.chosen').getByText(days.state.gap).first());
  await expectAccessible(page, undefined, 'dark');
}

async function expectMouseWorks(page: Page, today: string): Promise<void> {
  const { app } = stage();
  const { words } = languages.en;
  const { dayCommands: texts, commands } = words;
  const gap = addDays(today, -10);
  await cell(page, gap).click();
  await expectVisible(page.getByText(words.days.meaning.gap));
  await cell(page, addDays(today, -7)).click();
  await expectVisible(page.getByRole('heading', { name: words.days.count(4) }));
  await expectAccessible(page);
  await screenshot(page, 'days-en-light-1280');

  await button(page, commands.name.planBackfill).click();
  await expectVisible(dialog(page).getByText(texts.plan.missing(2)));
  await expectVisible(dialog(page).getByText(texts.chunksOf(1, 2)));
  await expectAccessible(page);
  await screenshot(page, 'days-plan', false);
  await button(page, texts.plan.confirm).click();
  await expectVisible(page.getByText(texts.done.planBackfill));
  expect((await app.status()).coverage?.backfill.plan).toMatchObject({ awal: gap, dates: 'missing' });
  await expectSoon(button(page, commands.name.cancelBackfill));
  await screenshot(page, 'days-planned');
  await button(page, commands.name.cancelBackfill).click();
  await button(page, texts.cancelBackfill.confirm).click();
  await expectVisible(page.getByText(texts.done.cancelBackfill));

  const through = `${texts.closeThrough(dayName(addDays(today, -7)))}`;
  await button(page, through).click();
  await dialog(page).getByLabel(commands.reason).fill('November is paid');
  await button(page, texts.close.confirm).click();
  const nevertheless = dialog(page).getByLabel(texts.close.nevertheless);
  await expectVisible(nevertheless);
  await expectAccessible(page);
  await screenshot(page, 'days-close', false);
  expect((await app.status()).coverage?.closed).toBeNull();
  await nevertheless.check();
  await button(page, texts.close.confirm).click();
  await expectHidden(dialog(page));
  expect((await app.status()).coverage?.closed_through).toBe(addDays(today, -7));
  await until(
    () => cell(page, gap).getAttribute('aria-label'),
    (label) => label?.includes(words.days.state.closed) === true,
  );
  await expectVisible(button(page, commands.name.reopenPeriod));
  await screenshot(page, 'days-closed');
}

const dayName = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(date));
