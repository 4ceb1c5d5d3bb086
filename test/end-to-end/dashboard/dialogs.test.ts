/** Each dialog, in both languages, light and dark, narrow and wide. */
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import type { Announced } from '../../../src/dashboard/commands/availability.ts';
import type { Words } from '../../../src/dashboard/words/english.ts';
import { languages } from '../../../src/dashboard/words/languages.ts';
import {
  checkedLooks,
  expectAccessible,
  expectHidden,
  expectVisible,
  screenshot,
} from '../../support/browser.ts';
import { manyMessages, type Past, usualFates } from '../../support/past.ts';
import { sharedPages, stageWith } from '../../support/stage.ts';

interface OpenedDialog {
  readonly name: string;
  readonly open: (page: Page, words: Words) => Promise<void>;
}

const byButton = (command: Announced): OpenedDialog => ({
  name: `dialog-${command}`,
  open: (page, { commands }) =>
    page.getByRole('button', { name: commands.name[command], exact: true }).click(),
});

const runDetails: OpenedDialog = {
  name: 'dialog-run-details',
  open: async (page, { runDetails: { messages } }) => {
    await page.getByRole('table').getByRole('link').first().click();
    await expectVisible(page.getByRole('dialog').getByRole('heading', { name: messages }));
  },
};

const interval: OpenedDialog = {
  ...byButton('setInterval'),
  open: async (page, words) => {
    await byButton('setInterval').open(page, words);
    await expectVisible(page.getByRole('list', { name: words.commands.setInterval.preview }));
  },
};

const schedule: OpenedDialog = {
  ...byButton('setSchedule'),
  open: async (page, words) => {
    await byButton('setSchedule').open(page, words);
    await expectVisible(page.getByText(words.editor.unchanged));
    // All that folds away is looked at, too.
    await page.evaluate(
      "document.querySelectorAll('dialog[open] details').forEach((each) => { each.open = true; })",
    );
  },
};

const why: OpenedDialog = {
  name: 'dialog-why',
  open: (page, words) => page.getByRole('link', { name: words.why.anyMoment }).click(),
};

const pasts: Readonly<Record<string, readonly [Past, readonly OpenedDialog[], number]>> = {
  'between two runs': [
    { fates: usualFates(30) },
    [byButton('stop'), byButton('forceExecute'), interval, schedule, why, runDetails],
    2,
  ],
  'during a run': [
    { fates: usualFates(30), live: { minutes: 27, messages: manyMessages(70) } },
    [byButton('stop'), byButton('cancel'), runDetails],
    3,
  ],
};

describe.each(Object.entries(pasts))('the dialogs %s', (_when, [past, dialogs, turn]) => {
  const stage = stageWith(past);
  const pageIn = sharedPages();

  it.each(checkedLooks(turn))('look right: %s', async (shown, look) => {
    const { app, browser } = stage();
    const page = await pageIn(browser, app, look);
    const { words } = languages[look.language];
    // As long as answers arrive, the buttons move: a press of the mouse could end beside the one where it began.
    await expectVisible(page.getByRole('table').first());
    for (const dialog of dialogs) {
      await dialog.open(page, words);
      await expectVisible(page.getByRole('dialog'));
      await expectAccessible(page, 'dialog[open]', look.scheme);
      await screenshot(page, `${dialog.name}-${shown}`, false);
      await page.keyboard.press('Escape');
      await expectHidden(page.getByRole('dialog'));
    }
  });
});
