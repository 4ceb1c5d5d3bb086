/** The history: filter, pages, chart and run details, and the page by keyboard. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import {
  checkedLooks,
  expectAccessible,
  expectHidden,
  expectVisible,
  screenshot,
  usualLook,
  visit,
} from '../../support/browser.ts';
import { usualFates } from '../../support/past.ts';
import { sharedPage, stageWith } from '../../support/stage.ts';

const {
  commands,
  durations,
  headline: headlines,
  history,
  page: texts,
  runDetails,
  runs,
  schedule,
} = languages.en.words;
const stage = stageWith({ fates: usualFates(95) });
const onePage = sharedPage(() => visit(stage().browser, stage().app));

/** With the newest runs of all outcomes, whatever was chosen before; nothing is open, and nothing has pointer or focus. */
async function listed(): Promise<Page> {
  const page = await onePage();
  await page.unrouteAll({ behavior: 'wait' });
  if ((await dialog(page).count()) > 0) await page.keyboard.press('Escape');
  await expectHidden(dialog(page));
  await choose(page, runs.outcome.failed);
  await expect.poll(() => rows(page).count()).toBe(2);
  await choose(page, history.all);
  await expect.poll(() => rows(page).count()).toBe(20);
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement.blur()');
  return page;
}

const rows = (page: Page) => page.locator('.history tr[data-outcome]');
const choose = (page: Page, outcome: string) => page.getByLabel(history.filter).selectOption(outcome);
const dialog = (page: Page) => page.getByRole('dialog');
const bars = (page: Page) => page.getByRole('figure').getByRole('link');
const fact = (page: Page, name: string, value: string | RegExp) =>
  dialog(page)
    .locator('div')
    .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }) })
    .filter({ hasText: value })
    .last();

describe('the history', () => {
  it('is walked page by page, there and back, without a gap or a repetition', async () => {
    const page = await listed();
    const links = () =>
      rows(page)
        .locator('a[href^="#run="]')
        .evaluateAll((found) => found.map((each) => each.getAttribute('href') ?? ''));
    await expect.poll(links).toHaveLength(20);
    const pages = [await links()];
    for (const count of [20, 20, 20, 15]) {
      await page.getByRole('button', { name: texts.older, exact: true }).first().click();
      await expect
        .poll(async () => [(await links()).length, (await links())[0] === pages.at(-1)?.[0]])
        .toEqual([count, false]);
      pages.push(await links());
    }
    expect(new Set(pages.flat()).size).toBe(95);
    expect(await page.getByRole('button', { name: texts.older, exact: true }).first().isDisabled()).toBe(
      true,
    );
    await page.getByRole('button', { name: texts.newer, exact: true }).first().click();
    await expect.poll(links).toEqual(pages[3]);
  });

  it('says how far back a filter has searched, and searches on', async () => {
    const page = await listed();
    const answered = { success: true, data: { runs: [], searched_back_to: '2026-03-01T07:00:00+07:00' } };
    const next = '/scheduler/runs?limit=20&before=01M83TWC6WTENC80CQS4R1FZWR&outcome=lost';
    const lost = '**/scheduler/runs?limit=20&outcome=lost';
    await page.route(lost, (route) =>
      route.fulfill({ json: { ...answered, data: { ...answered.data, next } } }),
    );
    await choose(page, runs.outcome.lost);
    await expectVisible(page.getByText(history.emptySoFar));
    await expectVisible(page.getByText(/^Searched back to Sun,? 1 Mar/));
    const asked = page.waitForRequest(`**${next}`);
    await page.getByRole('button', { name: history.goOn }).click();
    await asked;
    await expectHidden(page.getByText(history.emptySoFar));
  });

  it('is not walked on from the page before while another filter loads', async () => {
    const page = await listed();
    await expectVisible(rows(page).first());
    const answer = Promise.withResolvers<void>();
    await page.route('**/scheduler/runs?limit=20&outcome=succeeded', async (route) => {
      await answer.promise;
      await route.continue();
    });
    const asked = page.waitForRequest('**/scheduler/runs?limit=20&outcome=succeeded');
    await choose(page, runs.outcome.succeeded);
    await asked;
    const older = page.getByRole('button', { name: texts.older, exact: true });
    await older.focus();
    await page.keyboard.press('Enter');
    answer.resolve();
    await expect.poll(() => rows(page).getByText(runs.outcome.succeeded).count()).toBe(20);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('button', { name: texts.newer, exact: true }).first().isDisabled())
      .toBe(false);
    expect(await rows(page).getByText(runs.outcome.succeeded).count()).toBe(20);
    // Also on the last page, where it can do no more.
    expect(await older.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('is filtered by outcome', async () => {
    const page = await listed();
    await choose(page, runs.outcome.failed);
    await expect.poll(() => rows(page).count()).toBe(2);
    await choose(page, runs.outcome.skipped);
    await expectVisible(page.getByRole('table').getByText(runs.skip.foreign_run));
    await expect.poll(() => rows(page).count()).toBe(1);
    await choose(page, runs.outcome.cancelled);
    await expectVisible(page.getByRole('table').getByText(runs.warningInShort.work_may_remain));
    await choose(page, history.active);
    await expectVisible(page.getByText(history.emptyFiltered));
    await choose(page, history.all);
    await expect.poll(() => rows(page).count()).toBe(20);
  });

  it('opens one run with its attempts, error number, line, messages and what to do', async () => {
    const page = await listed();
    await choose(page, runs.outcome.failed);
    await expect.poll(() => rows(page).count()).toBe(2);
    await rows(page).getByRole('link').first().click();
    await expectVisible(fact(page, runDetails.error, 'Divide by zero error encountered.'));
    expect(await fact(page, runDetails.errorNumber, '8134').isVisible()).toBe(false);
    // Its only attempt has nothing to add.
    expect(await dialog(page).getByRole('term').getByText(runDetails.ended).count()).toBe(1);
    await dialog(page).getByText(runDetails.technical).click();
    await expectVisible(fact(page, runDetails.errorNumber, '8134'));
    await expectVisible(fact(page, runDetails.errorLine, '112'));
    await expectVisible(fact(page, runDetails.errorProcedure, 'spJamkerja'));
    await expectVisible(fact(page, runDetails.remedy, /correct it, then choose Run now/));
    await expectVisible(dialog(page).getByText('spJamkerja: 20% (60 of 300 employees)'));
    await expectAccessible(page, 'dialog[open]');
    await screenshot(page, 'a-failed-run-in-detail', false);
  });

  it('shows each attempt of a run that was repeated', async () => {
    const { app } = stage();
    const page = await listed();
    const { body } = await app.get('/scheduler/runs?limit=20');
    const repeated = body.data.runs.find(
      ({ attempts }: { attempts: readonly unknown[] }) => attempts.length === 2,
    );
    await page.getByRole('table').locator(`a[href="#run=${repeated.id}"]`).click();
    await expectVisible(
      dialog(page).getByRole('heading', { name: `${runDetails.attempt(1)} ${runs.outcome.failed}` }),
    );
    await expectVisible(
      dialog(page).getByRole('heading', { name: `${runDetails.attempt(2)} ${runs.outcome.succeeded}` }),
    );
    await dialog(page).getByText(runDetails.technical).click();
    await expectVisible(fact(page, runDetails.errorNumber, '1205'));
  });

  it('is grouped by day', async () => {
    const { app } = stage();
    const page = await listed();
    await expectVisible(rows(page).first());
    const days = page.locator('.history').getByRole('rowheader');
    const { body } = await app.get('/scheduler/runs?limit=20');
    // As the API writes them, in the schedule's zone.
    const dates = body.data.runs.map(({ started_at: at }: { started_at: string }) => at.slice(0, 10));
    expect(await days.count()).toBe(new Set(dates).size);
    const newest = await page.locator('.history tbody').first().locator('tr[data-outcome]').count();
    expect(newest).toBe(dates.filter((date: string) => date === dates[0]).length);
  });

  it('offers to run the dates of a run again', async () => {
    const { app } = stage();
    const page = await listed();
    const { body } = await app.get('/scheduler/runs?limit=20');
    const { id, awal, akhir } = body.data.runs.at(-1);
    await page.goto(`${page.url()}#run=${id}`);
    await dialog(page).getByRole('button', { name: runDetails.runAgain }).click();
    const asked = page.getByRole('dialog', { name: commands.forceExecute.title });
    await expectVisible(asked);
    expect(await asked.getByLabel(commands.forceExecute.from).inputValue()).toBe(awal);
    expect(await asked.getByLabel(commands.forceExecute.to).inputValue()).toBe(akhir);
    await expectAccessible(page, 'dialog[open]');
    await asked.getByRole('button', { name: commands.back }).click();
    await expectVisible(dialog(page).getByRole('button', { name: runDetails.runAgain }));
  });

  it('can be linked to, and the browser goes back from it', async () => {
    const { app } = stage();
    const page = await listed();
    const { body } = await app.get('/scheduler/runs?limit=1');
    const [{ id }] = body.data.runs;
    await page.goto(`${page.url()}#run=${id}`);
    await dialog(page).getByText(runDetails.technical).click();
    await expectVisible(dialog(page).getByText(id));
    await page.goBack();
    await expectHidden(dialog(page));
  });

  it('leaves the page where it was when it is closed, for good', async () => {
    const page = await listed();
    // Until all of it is there, what is above the history still grows.
    await expectVisible(page.getByRole('figure'));
    await expectVisible(page.getByRole('list', { name: schedule.slots }));
    await rows(page).locator('a[href^="#run="]').last().click();
    await expectVisible(dialog(page));
    const scrolled = await page.evaluate('window.scrollY');
    expect(scrolled).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await expectHidden(dialog(page));
    expect(await page.evaluate('window.scrollY')).toBe(scrolled);
    expect(
      await rows(page)
        .locator('a[href^="#run="]')
        .last()
        .evaluate((link) => link.matches(':focus')),
    ).toBe(true);
    await page.goBack();
    expect(await dialog(page).count()).toBe(0);
  });

  it('takes a note on a run, and shows it there, in the list and in the audit', async () => {
    const { app, browser } = stage();
    for (const [name, look] of checkedLooks(1)) {
      const { runDetails: details, commands: said } = languages[look.language].words;
      await using visited = await visit(browser, app, { look });
      const { page } = visited;
      const text = `${name}: the server was being patched, see ticket 4711; nobody needs to do anything`;
      await page.locator('table a[href^="#run="]').nth(1).click();
      await dialog(page).getByRole('button', { name: said.name.noteRun }).click();
      await expectVisible(dialog(page).getByText(details.emptyNote));
      await dialog(page).getByLabel(details.newNote).fill(text);
      await page.keyboard.press('Enter');
      await expectVisible(dialog(page).getByRole('listitem').filter({ hasText: text }));
      await expect.poll(() => dialog(page).getByLabel(details.newNote).inputValue()).toBe('');
      await expectAccessible(page, 'dialog[open]', look.scheme);
      await screenshot(page, `a-note-on-a-run-${name}`, false);
      await page.keyboard.press('Escape');
      await expectVisible(page.getByRole('table').getByText(text));
      await expectVisible(page.getByRole('listitem').filter({ hasText: text }));
      await expectAccessible(page, 'main', look.scheme);
      await screenshot(page, `a-note-in-the-list-${name}`);
    }
  });

  it('shows a reader the notes, but no form', async () => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app, {
      prepare: (page) =>
        page.route('**/scheduler/me', async (route) => {
          const answer = await route.fetch();
          const { data, ...rest } = await answer.json();
          const noteRun = { needs: 'operator', allowed: false };
          await route.fulfill({
            json: { ...rest, data: { ...data, permissions: { ...data.permissions, noteRun } } },
          });
        }),
    });
    const { page } = visited;
    await page.locator('table a[href^="#run="]').nth(1).click();
    await expectVisible(dialog(page).getByRole('heading', { name: runDetails.notes }));
    expect(await dialog(page).getByLabel(runDetails.newNote).count()).toBe(0);
  });

  it('says so when the linked run is not there', async () => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app, {
      path: '/scheduler/dashboard#run=01M83TWC6WTENC80CQS4R1FZWR',
    });
    await expectVisible(dialog(visited.page).getByText(runDetails.unknownRun));
  });
});

describe('the chart', () => {
  it('tells the run under the pointer, and a click opens it', async () => {
    const { app, browser } = stage();
    // Of its own: on the shared one, a click of another test may have led the pointer over a bar.
    await using visited = await visit(browser, app);
    const { page } = visited;
    await expectVisible(page.getByText(durations.hint));
    const newest = bars(page).last();
    const name = (await newest.getAttribute('aria-label')) ?? '';
    await newest.hover();
    await expectVisible(page.getByText(name, { exact: true }));
    await expectHidden(page.getByText(durations.hint));
    await newest.click();
    await expectVisible(dialog(page));
    const { body } = await app.get('/scheduler/runs?limit=1');
    expect(page.url()).toContain(`#run=${body.data.runs[0].id}`);
  });

  it('is one stop for the tab key, and the arrow keys lead from run to run', async () => {
    const page = await listed();
    await expectVisible(bars(page).first());
    expect(await page.getByRole('figure').locator('a[tabindex="0"]').count()).toBe(1);
    await bars(page).last().focus();
    await page.keyboard.press('ArrowLeft');
    const before = (await bars(page).nth(-2).getAttribute('aria-label')) ?? '';
    await expectVisible(page.getByText(before, { exact: true }));
    await page.keyboard.press('Enter');
    await expectVisible(dialog(page));
    expect(page.url()).toContain(await bars(page).nth(-2).getAttribute('href'));
  });

  it('fits the window when that changes, with 30 runs on a phone', async () => {
    const page = await listed();
    await expect.poll(() => bars(page).count()).toBe(94);
    await page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(() => bars(page).count()).toBe(30);
    await expectAccessible(page);
    await page.setViewportSize({ width: usualLook.width, height: 900 });
  });
});

describe('the language', () => {
  it('is switched at once and remembered', async () => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app);
    const { page } = visited;
    const { headline: indonesian } = languages.id.words;
    await expectVisible(page.getByRole('status').getByText(headlines.word.current, { exact: true }));
    await page.getByLabel(texts.language).selectOption('Bahasa Indonesia');
    await expectVisible(page.getByRole('status').getByText(indonesian.word.current, { exact: true }));
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('id');
    await page.reload();
    await expectVisible(page.getByRole('status').getByText(indonesian.word.current, { exact: true }));
  });
});

describe('by keyboard alone', () => {
  it('the schedule is paused and resumed, and the focus comes back to where it was', async () => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app);
    const { page } = visited;
    const press = (key: string) => page.keyboard.press(key);
    const focused = () => page.evaluate('document.activeElement.innerText');
    // Until it is known who asks, nothing is offered.
    await expectVisible(page.getByRole('button', { name: commands.name.stop, disabled: false }));
    await press('Tab');
    expect(await focused()).toBe(texts.skipToContent);
    await press('Enter');
    await expect
      .poll(async () => {
        await press('Tab');
        return focused();
      })
      .toBe(commands.name.stop);
    await press('Enter');
    await expectVisible(dialog(page));
    await expect
      .poll(async () => {
        await press('Tab');
        return page.evaluate('document.activeElement.tagName');
      })
      .toBe('INPUT');
    await page.keyboard.type('by keyboard');
    await press('Enter');
    await expectVisible(page.getByRole('status').getByText(commands.done.stop, { exact: true }));
    await expectHidden(dialog(page));
    await expect.poll(focused).toBe(commands.name.start);
    await press('Enter');
    await expectVisible(page.getByRole('status').getByText(commands.done.start, { exact: true }));
    const { body } = await app.get('/scheduler/audit?limit=2');
    expect(body.data.entries).toMatchObject([{ action: 'start' }, { action: 'stop', reason: 'by keyboard' }]);
  });
});
