/** The page says nothing that it does not know. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { until } from '../../support/app.ts';
import { hide, expectSoon, expectVisible, visit } from '../../support/browser.ts';
import { manyMessages, usualFates } from '../../support/past.ts';
import { stageWith } from '../../support/stage.ts';

const { commands, figures, headline: headlines, nextRun, problems, runInProgress, runs } = languages.en.words;
const stage = stageWith({ fates: usualFates(20), live: { minutes: 12, messages: manyMessages(30) } });

type Json = Record<string, unknown>;

/** Answers of the real app, changed on their way. */
const changed = (page: Page, path: string, change: (data: Json) => Json) =>
  page.route(`**/scheduler/${path}`, async (route) => {
    const headers = { ...route.request().headers() };
    delete headers['if-none-match'];
    const response = await route.fetch({ headers });
    const body: { readonly data: Json } = await response.json();
    await route.fulfill({ response, json: { ...body, data: change(body.data) } });
  });

async function opened(page: Page): Promise<void> {
  await expectVisible(page.getByRole('heading', { name: runInProgress.title }));
}

it('a reason newer than the page is shown in the words of the app', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, {
    prepare: (page) =>
      changed(page, 'status', (status) => ({
        ...status,
        reason: { code: 'blacked_out', text: 'blacked out until Monday' },
      })),
  });
  const { page } = visited;
  await opened(page);
  await expectVisible(page.getByText('blacked out until Monday'));
});

it('an answer that the page cannot draw is not hidden behind older figures', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { clock: true });
  const { page } = visited;
  await opened(page);
  await changed(page, 'status', (status) => ({ ...status, current_run: { id: 'of another shape' } }));
  await expectSoon(page.getByRole('alert').getByText(problems.notDrawn));
  expect(await page.getByText(figures.lastResult).count()).toBe(0);
  await expect.poll(() => page.title()).toBe(headlines.word.unknown);
  // An answer on its way is changed first.
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: problems.reload }).click();
  await expectVisible(page.getByText(figures.lastResult));
});

it('after the clock went back the headline is not green, and says what to check', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, {
    prepare: (page) =>
      changed(page, 'status', (status) => ({
        ...status,
        current_run: null,
        is_processing: false,
        consecutive_failure_count: 0,
        reason: { code: 'waiting_for_slot', text: 'waiting', at: '2099-01-01T07:00:00+07:00' },
        last_success_time: '2099-01-01T04:00:00+07:00',
        clock_went_back: { by_seconds: 25_200, since: status['as_of'] },
        lost_repeatedly: { lost: 3, of: 10, in_a_row: 1, text: '' },
      })),
  });
  const { page } = visited;
  await expectVisible(page.locator('.headline .state').getByText(headlines.word.clock_went_back));
  await expectVisible(page.locator('.headline').getByText('went back by 7 hr'));
  await expectVisible(page.locator('.headline').getByText(headlines.lostRepeatedly(3, 10)));
  await expectVisible(page.getByText(headlines.lastSuccessAhead('Thu, 1 Jan 2099, 04:00 WIB')));
});

it('a slot that will be skipped is not called the next run', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app);
  const { page } = visited;
  const slot = { cause: 'fixed_rate', estimated: false };
  await changed(page, 'schedule', (schedule) => ({
    ...schedule,
    slots: [
      { ...slot, at: '2099-01-01T07:00:00+07:00', overlapped: true },
      { ...slot, at: '2099-01-01T10:00:00+07:00', overlapped: false },
    ],
  }));
  await opened(page);
  await expectVisible(page.locator('.next-run').getByText('Thu, 1 Jan 2099, 10:00'));
});

it('without the schedule nothing is made up, and the schedule is shown as soon as it is there', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, {
    clock: true,
    prepare: (page) => page.route('**/scheduler/schedule', (route) => route.abort()),
  });
  const { page } = visited;
  await opened(page);
  await expectVisible(page.getByText(commands.unavailable.not_answered).first());
  for (const guess of [runInProgress.noUsual, nextRun.unknown, runInProgress.expectedEnd]) {
    expect(await page.getByText(guess, { exact: true }).count()).toBe(0);
  }
  await page.unrouteAll({ behavior: 'wait' });
  // With the next status, not with the next minute.
  await page.clock.runFor(5_000);
  await expectVisible(page.getByText(runInProgress.expectedEnd));
  await expectVisible(page.getByRole('button', { name: commands.name.setInterval, disabled: false }));
});

it('a run without its process is neither called running nor expected to end', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, {
    prepare: (page) =>
      changed(page, 'status', ({ current_run, ...status }) => ({
        ...status,
        current_run: { ...(current_run as Json), state: 'orphaned', progress: null },
      })),
  });
  const { page } = visited;
  await opened(page);
  await expectVisible(page.getByRole('status').getByText(runs.state.orphaned));
  await expectVisible(page.getByRole('table').getByText(runs.state.orphaned));
  await expectVisible(page.getByText(runInProgress.orphaned));
  expect(await page.getByRole('progressbar').count()).toBe(0);
  expect(await page.getByText(runInProgress.expectedEnd, { exact: true }).count()).toBe(0);
  expect(await page.locator('.next-run time').count()).toBe(0);
  expect(await page.title()).not.toContain(runs.state.running + ' ·');
  await page.getByRole('button', { name: commands.name.cancel }).click();
  await expectVisible(page.getByRole('dialog').getByText(commands.cancel.processLost));
});

it('a run requested during a pause that does not start does not end the pause', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, {
    prepare: (page) =>
      changed(page, 'status', ({ current_run, ...status }) => ({
        ...status,
        running: false,
        paused: { by: 'siti', reason: 'closing', since: '2026-01-01T00:00:00+07:00', until: null },
        reason: { code: 'requested', text: '', by: 'budi', at: '2026-01-02T10:00:00+07:00' },
        current_run: { ...(current_run as Json), state: 'waiting', attempt: null, progress: null },
      })),
  });
  const { page } = visited;
  await expectVisible(page.getByRole('status').getByText(headlines.word.overdue, { exact: true }));
  await expectVisible(
    page
      .locator('.why')
      .getByText(`${headlines.overdueSince('Fri 2 Jan, 10:00 WIB')} ${headlines.overdueAdvice}`),
  );
});

it('a tab in the background does not call the status unknown between two polls', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { clock: true });
  const { page } = visited;
  await opened(page);
  await hide(page, true);
  const answered = page.waitForResponse('**/scheduler/status');
  await page.clock.runFor(5_000);
  await answered;
  const answer = Promise.withResolvers<void>();
  let asked = 0;
  await page.route('**/scheduler/status', async (route) => {
    asked += 1;
    await answer.promise;
    await route.continue();
  });
  await until(
    async () => {
      await page.clock.runFor(5_000);
      return asked;
    },
    (count) => count === 1,
  );
  await page.clock.runFor(5_000);
  expect(await page.title()).not.toContain(headlines.word.unknown);
  answer.resolve();
});
