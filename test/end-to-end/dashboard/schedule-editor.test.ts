/** The editor of the schedule: by keyboard, with a preview before saving, and never over somebody else's change. */
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import type { App } from '../../support/app.ts';
import { expectHidden, expectVisible, lookNamed, visit } from '../../support/browser.ts';
import { sampleDocument } from '../../support/schedule-documents.ts';
import { stageWith } from '../../support/stage.ts';

const stage = stageWith({ fates: ['succeeded'] });
const { audit, commands, editor } = languages.en.words;
const look = lookNamed('en-light-1280');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const preview = (page: Page) => page.getByRole('region', { name: editor.preview });
const itemOf = (page: Page, profile: string) =>
  page
    .getByRole('dialog')
    .getByRole('listitem')
    .filter({ has: page.locator('summary', { hasText: profile }) });
const card = (page: Page) => page.locator('section.schedule');

async function put(app: App, document: object): Promise<void> {
  const answer = await fetch(app.host.url('/scheduler/schedule'), {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ document }),
  });
  expect(answer.status).toBe(200);
}

const profilesOf = async (app: App): Promise<readonly { readonly name: string; readonly rule: object }[]> =>
  (await app.get('/scheduler/schedule')).body.data.document.profiles;

beforeEach(() => put(stage().app, sampleDocument));

it('changes a profile and the order by keyboard, previews that, and saves it', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { look });
  const { page } = visited;
  await expectVisible(card(page).getByText('Malam', { exact: true }));
  await button(page, commands.name.setSchedule).press('Enter');
  await expectVisible(preview(page).getByText(editor.unchanged));
  expect(await button(page, editor.save).getAttribute('aria-disabled')).toBe('true');

  await itemOf(page, 'Malam').locator('summary').press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Dini hari');
  const expression = itemOf(page, 'Dini hari').getByLabel(editor.rule.expression);
  await expression.press('ControlOrMeta+A');
  await page.keyboard.type('0 25 * * *');
  await expectVisible(preview(page).getByText(editor.refused(1)));
  expect(await expression.getAttribute('aria-invalid')).toBe('true');
  expect(await button(page, editor.save).getAttribute('aria-disabled')).toBe('true');
  await expression.press('ControlOrMeta+A');
  await page.keyboard.type('0 1 * * *');
  const up = button(page, `${editor.profile.up} Dini hari`);
  await up.press('Enter');
  // Whoever moves it further does not have to look for the button again.
  expect(await page.evaluate('document.activeElement.id')).toBe(await up.getAttribute('id'));

  await expectVisible(preview(page).getByText(/^Dini hari: .*at 01:00/));
  await page.getByRole('dialog').getByLabel(commands.reason).fill('night shift');
  await button(page, editor.save).press('Enter');
  await expectHidden(page.getByRole('dialog'));
  await expectVisible(page.getByText(commands.done.setSchedule));
  await expectVisible(card(page).getByText(/^Dini hari: .*at 01:00/));
  const [first, second] = await profilesOf(app);
  expect([first?.name, second?.name]).toEqual(['Dini hari', 'Hari libur']);
  expect(first?.rule).toEqual({ kind: 'cron', expression: '0 1 * * *' });
});

it('says who has changed the schedule meanwhile, saves nothing over it, and loads it', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { look });
  const { page } = visited;
  await button(page, commands.name.setSchedule).click();
  await itemOf(page, 'Malam').locator('summary').click();
  await itemOf(page, 'Malam').getByLabel(editor.profile.name, { exact: true }).fill('Mine');
  await expectVisible(preview(page).getByText('Mine', { exact: true }));
  const [, , ...rest] = sampleDocument.profiles;
  await put(app, { ...sampleDocument, profiles: rest });
  await button(page, editor.save).click();
  await expectVisible(page.getByText(/an anonymous user has changed the schedule since you opened it/));
  expect((await profilesOf(app)).map(({ name }) => name)).toEqual(rest.map(({ name }) => name));
  await button(page, editor.load).click();
  await expectVisible(preview(page).getByText(editor.unchanged));
  expect(await page.getByRole('dialog').getByText('Mine', { exact: true }).count()).toBe(0);
});

it('tells what a run has adapted the interval to, and from what, and lists the change in the audit', async () => {
  const { app, browser } = stage();
  const adaptive = { by: 'duration', factor: 4, runs: 1, least: 0.5, most: 6, hysteresis: 0 };
  const rule = { kind: 'interval', hours: 3, after: 'finish' };
  await put(app, { rule, time_zone: 'Asia/Jakarta', days_back: 1, adaptive });
  const { execution_count: before } = await app.status();
  await app.post('/scheduler/force-execute');
  await app.tick();
  const status = await app.statusWhen((each) => each.execution_count === before + 1);
  expect(status).toMatchObject({ interval_hours: 0.5, schedule: { hours: 3 } });

  await using visited = await visit(browser, app, { look });
  const { page } = visited;
  const words = 'very 30 minutes, adapted from 3 hours: the last successful run took less than a minute.';
  await expectVisible(page.locator('.headline .why').getByText(`E${words}`));
  await expectVisible(card(page).getByText(`In force: e${words}`));
  const entry = page.locator('.entries li').first();
  await expectVisible(entry.getByText(`E${words}`));
  await expectVisible(entry.getByText(audit.action.adapt_interval));
});
