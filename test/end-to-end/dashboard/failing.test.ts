/** Runs that keep failing are explained in the reader's language, whatever else the headline says. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { expectVisible, usualLook, visit } from '../../support/browser.ts';
import { usualFates } from '../../support/past.ts';
import { sharedPage, stageWith } from '../../support/stage.ts';

const { words } = languages.id;
const stage = stageWith({ fates: [...usualFates(8), 'failed', 'timed_out'] });
const indonesian = { look: { ...usualLook, language: 'id' } } as const;
const onePage = sharedPage(() => visit(stage().browser, stage().app, indonesian));
const why = (page: Page, text: string) => page.locator('.why').getByText(text);

it('a run that was stopped at its time limit is explained without an error', async () => {
  const page = await onePage();
  await expectVisible(
    page
      .locator('.headline')
      .getByText(`${words.runs.outcome.timed_out}: ${words.runs.outcomeMeaning.timed_out}.`),
  );
  await expectVisible(why(page, words.headline.failedInARow(2)));
});

it('the way forward is the primary button: the failed run', async () => {
  const page = await onePage();
  const primary = page.locator('.controls > .primary, .controls > .command > .primary');
  await expectVisible(primary);
  expect(await primary.allTextContents()).toEqual([words.headline.toFailed]);
  await primary.click();
  await expectVisible(page.getByRole('dialog').getByText(words.runs.outcome.timed_out).first());
});

it('an attempt is explained with what to do about its error', async () => {
  const { app, browser } = stage();
  const { body } = await app.get('/scheduler/runs?limit=1&outcome=failed');
  const [{ id, attempts }] = body.data.runs;
  expect(attempts[0].error.remedy_code).toBe('data');
  await using visited = await visit(browser, app, {
    ...indonesian,
    path: `/scheduler/dashboard#run=${id}`,
  });
  const detail = visited.page.getByRole('dialog');
  await expectVisible(detail.getByText(/^Prosedur menemukan data yang tidak dapat diproses/));
  expect(await detail.getByText('The procedure').count()).toBe(0);
});

it('a pause does not hide it', async () => {
  const { app, browser } = stage();
  await app.post('/scheduler/stop', { reason: 'month-end closing' });
  await using visited = await visit(browser, app, indonesian);
  await expectVisible(why(visited.page, words.headline.pausedForGood));
  await expectVisible(why(visited.page, words.headline.failedInARow(2)));
});
