/** The card of the channels, by keyboard and on a phone: a test through each, a mute, its end, and the sentence without channels. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startReceiver, status } from '../../adapters/notify/support/receiver.ts';
import { startApp } from '../../support/app.ts';
import {
  expectAccessible,
  expectVisible,
  browserOfWorker,
  lookNamed,
  screenshot,
  visit,
} from '../../support/browser.ts';
import { quiet, shared } from '../../support/stage.ts';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { startSurroundings } from '../../support/surroundings.ts';

const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  const slack = stack.use(await startReceiver());
  const teams = stack.use(await startReceiver(status(500)));
  const channels = {
    SLACK_WEBHOOK_URL: slack.url('/s3cret'),
    TEAMS_WEBHOOK_URL: teams.url('/s3cret'),
    WEBHOOK_URL: 'https://example.com/s3cret',
  };
  const app = stack.use(await startApp({ ...world, env: { ...quiet, ...channels } }));
  const bare = stack.use(await startApp({ ...world, env: quiet }));
  return { slack, app, bare, browser: await browserOfWorker() };
});

/** As somebody does who has no mouse. */
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).press('Enter');

describe('the card of notices', () => {
  it('sends a test and shows each result, mutes with a reason, and unmutes', async () => {
    const { app, browser, slack } = stage();
    const look = lookNamed('id-dark-360');
    await using visited = await visit(browser, app, { look });
    const { page } = visited;
    const dialog = page.getByRole('dialog');
    const { notices, commands, audit } = languages[look.language].words;
    await expectVisible(page.getByText(notices.wrongSettings.webhook));
    await press(page, commands.name.testChannels);
    await expectVisible(page.getByText(`${notices.channel.slack}: ${notices.tested.delivered}`));
    await expectVisible(page.getByText(`${notices.channel.teams}: ${notices.tested.failed}`));
    await expectVisible(page.getByText(`${notices.channel.webhook}: ${notices.tested.refused}`));
    expect(slack.received).toHaveLength(1);
    await expectVisible(page.getByText(audit.action.test_channels));

    await press(page, `${notices.mute} ${notices.channel.slack}`);
    await dialog.getByLabel(notices.muteDialog.until).fill('2099-01-01T07:00');
    await dialog.getByLabel(commands.reason).fill('pindah ruang kerja');
    await expectAccessible(page, 'dialog[open]', look.scheme);
    await dialog.getByLabel(commands.reason).press('Enter');
    await expectVisible(page.locator('.notices').getByText('pindah ruang kerja', { exact: true }));
    await expectAccessible(page, '.notices', look.scheme);
    await screenshot(page, 'notices');

    await press(page, `${notices.changeMute} ${notices.channel.slack}`);
    await dialog.getByLabel(notices.muteDialog.end).check();
    await dialog.getByLabel(commands.reason).fill('sudah pindah');
    await dialog.getByLabel(commands.reason).press('Enter');
    await expectVisible(
      page.getByRole('button', { name: `${notices.mute} ${notices.channel.slack}`, exact: true }),
    );
    expect((await app.get('/scheduler/notices')).body.data.channels).toMatchObject([
      { channel: 'slack', mute: null, last: { result: 'delivered' } },
      { channel: 'teams', last: { result: 'failed' } },
    ]);
  });

  it('is one sentence while no channel is configured', async () => {
    const { bare, browser } = stage();
    await using visited = await visit(browser, bare, {});
    const { notices, commands } = languages.en.words;
    await expectVisible(visited.page.getByText(notices.none));
    expect(await visited.page.getByRole('button', { name: commands.name.testChannels }).count()).toBe(0);
  });
});
