/** Each action on the page against an app that ticks, each in another look. What does not move is checked elsewhere, in all pairs of language, scheme and width. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { until } from '../../support/app.ts';
import {
  expectAccessible,
  lookNamed,
  screenshot,
  usualLook,
  expectSoon,
  expectVisible,
  expectHidden,
} from '../../support/browser.ts';
import { tickingStage } from '../../support/stage.ts';

const open = tickingStage();
/** Until the test or the end of the test finishes the run. */
const forever = 3_600_000;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const status = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

describe('on the page', () => {
  it('a schedule is paused with a reason, and resumed', async () => {
    await using stage = await open(lookNamed('id-dark-360'));
    const { app, page, words } = stage;
    const { commands, headline: headlines } = words;
    await button(page, commands.name.stop).click();
    await dialog(page).getByLabel(commands.reason).fill('tutup bulan — month-end closing');
    await expectAccessible(page, 'dialog[open]');
    await screenshot(page, 'action-pause', false);
    await button(page, commands.stop.confirm).click();
    await expectVisible(status(page, commands.done.stop));
    await expectVisible(status(page, headlines.word.paused));
    expect((await app.status()).paused).toMatchObject({ reason: 'tutup bulan — month-end closing' });

    await button(page, commands.name.start).click();
    await expectVisible(status(page, commands.done.start));
    expect((await app.status()).paused).toBeNull();
    await expectVisible(page.getByText(words.audit.action.start));
    await expectVisible(page.getByText(words.audit.action.stop));
  });

  it('a run is requested with dates and a reason, followed, and found in the history', async () => {
    await using stage = await open(lookNamed('en-light-360'), 2_000);
    const before = await stage.app.status();
    const { world, app, page, words } = stage;
    const { commands } = words;
    const { forceExecute } = commands;
    await button(page, commands.name.forceExecute).click();
    await dialog(page).getByLabel(forceExecute.from).fill('2026-11-02');
    await dialog(page).getByLabel(forceExecute.to).fill('2026-11-05');
    await dialog(page).getByLabel(commands.reason).fill('late punches');
    await expectVisible(dialog(page).getByText('Monday 2 – Thursday 5 November 2026 (4 days)'));
    await expectAccessible(page, 'dialog[open]');
    await screenshot(page, 'action-run-now', false);
    await button(page, forceExecute.confirm).click();
    await expectVisible(status(page, commands.done.forceExecute));
    await expectSoon(page.getByText(/spJamkerja: \d+% /).first());
    await expectVisible(page.getByRole('progressbar'));
    await expectSoon(status(page, words.headline.word.current));
    const after = await app.statusWhen(({ execution_count }) => execution_count > before.execution_count);
    expect(world.sql.executions.at(-1)).toMatchObject({
      awal: '2026-11-02',
      akhir: '2026-11-05',
      outcome: 'completed',
    });

    await expectSoon(page.getByRole('table').locator(`a[href="#run=${after.last_run_id}"]`));
    await page.getByRole('table').locator(`a[href="#run=${after.last_run_id}"]`).click();
    await expectVisible(dialog(page).getByText('late punches'));
    await expectVisible(dialog(page).getByText('spJamkerja: 100% (300 of 300 employees)'));
    await expectVisible(dialog(page).getByText(words.runDetails.technical));
    await expectAccessible(page, 'dialog[open]');
    await screenshot(page, 'action-run-details', false);
    await button(page, words.page.close).click();
    await expectHidden(dialog(page));
    expect((await app.status()).execution_count).toBe(before.execution_count + 1);
  });

  it('a run in progress is cancelled, after a warning that it cannot be undone', async () => {
    await using stage = await open(lookNamed('en-dark-1280'), forever);
    const { app, page, words } = stage;
    const { cancelled_count: before } = await app.status();
    const { commands } = words;
    await app.post('/scheduler/force-execute', { reason: 'to be cancelled' });
    await expectSoon(button(page, commands.name.cancel));
    const id = (await app.status()).current_run?.id;
    await button(page, commands.name.cancel).click();
    await expectVisible(dialog(page).getByText('cannot be undone'));
    await dialog(page).getByLabel(commands.reason).fill('wrong month');
    await expectAccessible(page, 'dialog[open]');
    await screenshot(page, 'action-cancel', false);
    await button(page, commands.cancel.confirm).click();
    await expectVisible(status(page, commands.done.cancel));
    await app.statusWhen(({ cancelled_count }) => cancelled_count === before + 1);
    const row = page.getByRole('row').filter({ has: page.locator(`a[href="#run=${id}"]`) });
    await expectSoon(row.getByText(words.runs.outcome.cancelled));
    await expectHidden(button(page, commands.name.cancel));
    expect((await app.get('/scheduler/audit')).body.data.entries[0]).toMatchObject({
      action: 'cancel',
      reason: 'wrong month',
    });
  });

  it('the interval is changed after a preview of its slots', async () => {
    await using stage = await open(lookNamed('id-light-1280'));
    const { app, page, words } = stage;
    const { commands } = words;
    const { setInterval } = commands;
    await button(page, commands.name.setInterval).click();
    await expectVisible(dialog(page).getByText(setInterval.unchanged));
    await dialog(page).getByLabel(setInterval.hours).fill('6');
    await dialog(page).getByLabel(setInterval.start).check();
    const slots = dialog(page).getByRole('list', { name: setInterval.preview });
    await until(
      () => slots.getByRole('listitem').allInnerTexts(),
      (texts) => hoursApart(texts).every((hours) => hours === 6) && texts.length > 2,
    );
    expect((await app.status()).interval_hours).toBe(3);
    await expectAccessible(page, 'dialog[open]');
    await screenshot(page, 'action-interval', false);
    await button(page, setInterval.confirm).click();
    await expectVisible(status(page, commands.done.setInterval));
    expect((await app.status()).schedule).toMatchObject({ hours: 6, after: 'start' });
    await expectVisible(page.getByText(words.schedule.rule.interval.start('6')));
  });
});

/** Between the times of day among the texts, one after another, over midnight as well. */
function hoursApart(texts: readonly string[]): readonly number[] {
  const times = texts.flatMap((text) => /^\d\d[:.]\d\d$/.exec(text.trim())?.[0] ?? []);
  const hours = times.map((time) => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60);
  return hours.slice(1).map((hour, index) => Math.round((hour - (hours[index] ?? 0) + 24) % 24));
}

describe('an action that cannot be carried out', () => {
  const { words } = languages.en;
  const { commands, problems } = words;

  it('shows the answer of the API, keeps what was typed, and works once corrected', async () => {
    const indonesian = languages.id.words;
    await using stage = await open({ ...usualLook, language: 'id' });
    const { app, page } = stage;
    const before = await app.status();
    await button(page, indonesian.commands.name.forceExecute).click();
    await dialog(page).getByLabel(indonesian.commands.forceExecute.from).fill('2026-01-01');
    await dialog(page).getByLabel(indonesian.commands.forceExecute.to).fill('2026-03-01');
    await dialog(page).getByLabel(indonesian.commands.reason).fill('a quarter');
    const confirm = button(page, indonesian.commands.forceExecute.confirm);
    const described = (await confirm.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${described}"]`).innerText()).toBe(
      indonesian.commands.forceExecute.tooMany(31),
    );
    await expectAccessible(page, 'dialog[open]');
    await expectVisible(dialog(page).getByText('Kamis 1 Januari – Minggu 1 Maret 2026 (60 hari)'));
    await screenshot(page, 'action-too-many-days', false);
    await confirm.click({ force: true });
    await dialog(page).getByLabel(indonesian.commands.forceExecute.from).fill('2026-02-20');
    await expectVisible(dialog(page).getByText('Jumat 20 Februari – Minggu 1 Maret 2026 (10 hari)'));
    await dialog(page).getByLabel(indonesian.commands.reason).fill('a quarter\u202e');
    await confirm.click();
    const alert = dialog(page).getByRole('alert');
    await expectVisible(alert.getByText(indonesian.problems.code.invalid_request));
    await expectVisible(alert.getByText(/tanpa karakter yang tidak terlihat/));
    // Not a word of the API's English sentence.
    expect(await alert.innerText()).not.toMatch(/expected|without|characters/);
    await expectAccessible(page, 'dialog[open]');
    await dialog(page).getByLabel(indonesian.commands.reason).fill('a quarter');
    // Left and opened again, the form is as it was.
    await page.keyboard.press('Escape');
    await expectHidden(dialog(page));
    await button(page, indonesian.commands.name.forceExecute).click();
    expect(await dialog(page).getByLabel(indonesian.commands.reason).inputValue()).toBe('a quarter');
    await confirm.click();
    await expectVisible(status(page, indonesian.commands.done.forceExecute));
    await app.statusWhen(({ execution_count }) => execution_count === before.execution_count + 1);
  });

  it('has one effect when it is sent again after a lost answer', async () => {
    await using stage = await open(usualLook);
    const { app, page } = stage;
    let lost = 0;
    await page.route('**/scheduler/stop', async (route) => {
      await route.fetch();
      lost += 1;
      if (lost === 1) await route.abort();
      else await route.continue();
    });
    await button(page, commands.name.stop).click();
    await dialog(page).getByLabel(commands.reason).fill('sent only once');
    await button(page, commands.stop.confirm).click();
    await expectVisible(dialog(page).getByText(problems.notAnswered));
    await button(page, commands.stop.confirm).click();
    await expectVisible(status(page, commands.done.stop));
    const { body } = await app.get('/scheduler/audit');
    const entries: readonly { readonly reason: string }[] = body.data.entries;
    expect(entries.filter(({ reason }) => reason === 'sent only once')).toHaveLength(1);
  });

  it('is not offered with values that cannot be right', async () => {
    await using stage = await open(usualLook);
    const { page } = stage;
    await button(page, commands.name.setInterval).click();
    for (const hours of ['', '0.4', '25']) {
      await dialog(page).getByLabel(commands.setInterval.hours).fill(hours);
      expect(await button(page, commands.setInterval.confirm).isDisabled()).toBe(true);
    }
    await page.keyboard.press('Escape');
    await button(page, commands.name.stop).click();
    await dialog(page).getByLabel(commands.stop.until).fill('2020-01-01T00:00');
    await expectVisible(dialog(page).getByText(commands.stop.untilWrong));
    expect(await button(page, commands.stop.confirm).isDisabled()).toBe(true);
  });

  it('pauses until a moment of the schedule’s wall clock, and cancels the run with it', async () => {
    await using stage = await open(usualLook, forever);
    const { app, page } = stage;
    const { cancelled_count: before } = await app.status();
    await app.post('/scheduler/force-execute');
    await app.statusWhen(({ current_run }) => current_run?.state === 'running');
    await expectSoon(page.getByRole('progressbar'));
    await button(page, commands.name.stop).click();
    await dialog(page).getByLabel(commands.stop.until).fill('2099-01-01T07:00');
    await dialog(page).getByLabel(commands.stop.cancelToo).check();
    await button(page, commands.stop.confirm).click();
    await expectVisible(status(page, commands.done.stop));
    const { paused } = await app.statusWhen(({ cancelled_count }) => cancelled_count === before + 1);
    expect(paused?.until).toBe('2099-01-01T07:00:00.000+07:00');
  });
});
