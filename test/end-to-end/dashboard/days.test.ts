/** The calendar of days on the built app: what it shows, by mouse and by keyboard, and what can be done on it. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Role } from '../../../src/api/access.ts';
import type { StatusView } from '../../../src/api/views/status-view.ts';
import { addDays } from '../../../src/dashboard/time/spans.ts';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { until } from '../../support/app.ts';
import {
  expectAccessible,
  expectHeadline,
  expectHidden,
  expectSoon,
  expectVisible,
  browserOfWorker,
  lookNamed,
  screenshot,
  usualLook,
  visit,
} from '../../support/browser.ts';
import { appRoles, signInAs, startSignedIn } from '../../support/guarded.ts';
import { seedPast } from '../../support/past.ts';
import { quiet, shared } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

const reason = 'machine replaced';
/** Days from today in Jakarta. */
const dateIn = (days: number): string => new Date(Date.now() + (days * 24 + 7) * 3_600_000).toISOString();

/** Coverage began two weeks ago; nothing fills its gaps, and the closing day is tomorrow. */
const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  await seedPast(world.storage, { fates: Array(80).fill('cancelled') });
  const env = { ...quiet, BACKFILL: 'ask', CUT_OFF_DAY: String(Number(dateIn(1).slice(8, 10))) };
  const { app, as, keys } = stack.use(await startSignedIn({ ...world, env }));
  const browser = await browserOfWorker();
  const status = async (): Promise<StatusView> => (await app.get('/scheduler/status', as.admin)).body.data;
  const post = async (path: string, body: object, more = {}): Promise<void> => {
    expect((await app.post(path, body, { ...as.admin, ...more })).status).toBeLessThan(300);
  };
  /** The admin API wants a session and the master key. A tick that comes while another one is busy is not carried out. */
  const untilTicked = (fits: (now: StatusView) => boolean): Promise<StatusView> =>
    until(async () => {
      await post('/admin/functions/tick', {}, { 'x-functions-key': keys.masterKey });
      return status();
    }, fits);
  const { coverage } = await untilTicked((now) => now.coverage !== null);
  const today = coverage?.today.date ?? '';
  /** One run of these days. */
  const compute = async (awal: string, akhir: string): Promise<void> => {
    const { execution_count: before } = await status();
    await post('/scheduler/force-execute', { awal, akhir });
    await untilTicked(({ execution_count: count }) => count > before);
  };
  await compute(addDays(today, -8), addDays(today, -3));
  await compute(today, today);
  return { app, browser, today, status, post, untilTicked };
});
const cell = (page: Page, date: string) => page.locator(`[data-date="${date}"]`);
const chosen = (page: Page) => page.locator('[aria-selected="true"]');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

/** With the page's clock where the test controls it. */
async function visitAs(role: Role, look = usualLook) {
  const { app, browser } = stage();
  const visited = await visit(browser, app, { look, clock: look === usualLook });
  await signInAs(visited.page, `${role}@example.com`, [appRoles[role]]);
  return visited;
}

it('days are shown with their state and last run, and steered from the calendar', async () => {
  const { today } = stage();
  await using inIndonesian = await visitAs('admin', lookNamed('id-dark-360'));
  await expectKeyboardWorks(inIndonesian.page, today);
  await screenshot(inIndonesian.page, 'days-id-dark-360');
  await using inEnglish = await visitAs('admin');
  await expectMouseWorks(inEnglish.page, today);
});

async function expectKeyboardWorks(page: Page, today: string): Promise<void> {
  const { words } = languages.id;
  const { days } = words;
  await expectHeadline(page, words.headline.word.incomplete);
  const { closingDay } = words.coverage;
  await expectVisible(page.locator('.headline strong').getByText(closingDay.inDanger));
  await expectVisible(page.getByText(new RegExp(`^⚠ .*${closingDay.name('')}`)));
  // The current month comes first where one stands below the other.
  await expectMonths(page, 'descending');
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
  const { status } = stage();
  const { words } = languages.en;
  const { dayCommands: texts, commands } = words;
  const gap = addDays(today, -10);
  await expectMonths(page, 'ascending');
  await cell(page, gap).click();
  await expectVisible(page.getByText(words.days.meaning.gap));
  await cell(page, addDays(today, -7)).click();
  await expectVisible(page.getByRole('heading', { name: words.days.count(4) }));
  await expectAccessible(page);
  await screenshot(page, 'days-en-light-1280');

  await button(page, commands.name.planBackfill).click();
  await expectVisible(dialog(page).getByText(texts.plan.missing(2)));
  await expectVisible(dialog(page).getByText(texts.chunksOf(1, 2)));
  await expectAccessible(page, 'dialog[open]');
  await screenshot(page, 'days-plan', false);
  await button(page, texts.plan.confirm).click();
  await expectVisible(page.getByText(texts.done.planBackfill));
  expect((await status()).coverage?.backfill.plan).toMatchObject({ awal: gap, dates: 'missing' });
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
  // In the page's own words, with the days.
  await expectVisible(dialog(page).getByText(/The period has not been closed\. Not complete yet: \d/));
  expect(await dialog(page).getByText('confirm: true').count()).toBe(0);
  await expectAccessible(page, 'dialog[open]');
  await screenshot(page, 'days-close', false);
  expect((await status()).coverage?.closed).toBeNull();
  await nevertheless.check();
  await button(page, texts.close.confirm).click();
  await expectHidden(dialog(page));
  expect((await status()).coverage?.closed_through).toBe(addDays(today, -7));
  await until(
    () => cell(page, gap).getAttribute('aria-label'),
    (label) => label?.includes(words.days.state.closed) === true,
  );
  await expectVisible(button(page, commands.name.reopenPeriod));
  await screenshot(page, 'days-closed');
}

/** In the document, which is the order for the keyboard and for whoever listens. */
async function expectMonths(page: Page, order: 'ascending' | 'descending'): Promise<void> {
  await expectVisible(page.locator('.month').first());
  const firsts = await page.evaluate(
    `[...document.querySelectorAll('.month')].map((month) => month.querySelector('[data-date]').dataset.date)`,
  );
  const sorted = [...(firsts as readonly string[])].toSorted();
  expect(firsts).toEqual(order === 'ascending' ? sorted : sorted.toReversed());
}

/** As whoever has no mouse, and sees on which side of the focus the button is. */
async function tabTo(page: Page, name: string): Promise<void> {
  const text = JSON.stringify(name);
  const isBehind = await page.evaluate(
    `[...(document.querySelector('dialog[open]') ?? document).querySelectorAll('button')].some((each) =>
      each.textContent === ${text} && (each.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)`,
  );
  const focused = `document.activeElement.matches('button') ? document.activeElement.textContent : ''`;
  for (let stops = 0; (await page.evaluate(focused)) !== name; stops += 1) {
    expect(stops, `${name} cannot be reached`).toBeLessThan(200);
    await page.keyboard.press(isBehind === true ? 'Shift+Tab' : 'Tab');
  }
}

it('by keyboard, days are run and given to backfill after a look at them, and a period is reopened', async () => {
  const { status, today, post, untilTicked } = stage();
  const { words } = languages.en;
  const { dayCommands: texts, commands } = words;
  await post('/scheduler/close', { through: addDays(today, -7), reason: 'paid', confirm: true });
  const gap = addDays(today, -2);
  await using visited = await visitAs('admin');
  const { page } = visited;
  const { keyboard } = page;
  const press = async (name: string): Promise<void> => {
    await tabTo(page, name);
    await keyboard.press('Enter');
  };
  const give = async (command: 'pauseBackfill' | 'cancelBackfill'): Promise<void> => {
    await expectSoon(button(page, commands.name[command]));
    await press(commands.name[command]);
    await expectVisible(dialog(page).getByText(texts[command].words));
    await expectAccessible(page, 'dialog[open]');
    await press(texts[command].confirm);
    await expectVisible(page.getByText(texts.done[command]));
  };
  await cell(page, today).focus();
  for (const _ of [1, 2]) await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  await keyboard.press('Shift+ArrowLeft');

  await press(commands.name.planBackfill);
  await expectVisible(dialog(page).getByText(texts.plan.missing(1)));
  await expectVisible(dialog(page).getByText(texts.chunksOf(1, 2)));
  await expectVisible(dialog(page).getByText(texts.earliestEnd));
  expect((await status()).coverage?.backfill.plan).toBeNull();
  await press(texts.plan.confirm);
  await expectVisible(page.getByText(texts.done.planBackfill));
  expect((await status()).coverage?.backfill.plan).toMatchObject({ awal: addDays(gap, -1), akhir: gap });
  await give('pauseBackfill');
  expect((await status()).coverage?.backfill.state).toBe('paused');
  await expectSoon(button(page, commands.name.resumeBackfill));
  await press(commands.name.resumeBackfill);
  await expectVisible(page.getByText(texts.done.resumeBackfill));
  await give('cancelBackfill');
  expect((await status()).coverage?.backfill.plan).toBeNull();

  const { execution_count: before } = await status();
  await press(texts.runDays);
  await expectVisible(dialog(page).getByText(texts.run.words));
  await expectVisible(dialog(page).getByText(texts.earliestEnd));
  await expectAccessible(page, 'dialog[open]');
  await press(commands.forceExecute.confirm);
  await expectVisible(page.getByText(texts.done.forceExecute));
  await untilTicked(({ execution_count: count }) => count > before);

  await press(commands.name.reopenPeriod);
  await expectVisible(dialog(page).getByText(texts.reopen.words));
  await dialog(page)
    .getByLabel(texts.reopen.until)
    .fill(`${addDays(today, 2)}T08:00`);
  await expectVisible(dialog(page).getByText(/^Closes again: /));
  await expectAccessible(page, 'dialog[open]');
  await screenshot(page, 'days-reopen', false);
  await keyboard.press('Tab');
  await dialog(page).getByLabel(commands.reason).focus();
  await keyboard.type(reason);
  await keyboard.press('Enter');
  await expectVisible(page.getByText(texts.done.reopenPeriod));
  expect((await status()).coverage?.closed?.reopened).toMatchObject({ reason, by: 'admin@example.com' });
});

it.each([
  ['operator', ['closePeriod', 'reopenPeriod']],
  ['reader', ['planBackfill', 'forceExecute', 'closePeriod', 'reopenPeriod']],
] as const)('whoever is only a %s is told which buttons are for others', async (role, refused) => {
  const { today, post } = stage();
  const { commands, dayCommands: texts, signIn } = languages.en.words;
  const through = addDays(today, -7);
  await post('/scheduler/close', { through, reason: 'paid', confirm: true });
  await using visited = await visitAs(role);
  const { page } = visited;
  await cell(page, addDays(today, -3)).click();
  const names = {
    planBackfill: commands.name.planBackfill,
    forceExecute: texts.runDays,
    closePeriod: texts.closeThrough(dayName(addDays(today, -3))),
    reopenPeriod: commands.name.reopenPeriod,
  };
  for (const [command, name] of Object.entries(names)) {
    const isRefused = refused.some((each) => each === command);
    const shown = page.getByRole('button', { name, exact: true, disabled: isRefused });
    await expectVisible(shown);
    if (!isRefused) continue;
    const why = (await shown.getAttribute('aria-describedby')) ?? '';
    const needs = command.endsWith('Period') ? signIn.role.admin : signIn.role.operator;
    const said = await page.locator(`[id="${why}"]`).innerText();
    expect(said).toBe(`${name.replace(' …', '')}: ${commands.forbidden(needs)}`);
    await shown.focus();
    await page.keyboard.press('Enter');
    expect(await dialog(page).count()).toBe(0);
  }
});

const dayName = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(date));
