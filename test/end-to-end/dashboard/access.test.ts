/** Who may see and do what on the page: with function keys, and with a sign-in. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import {
  checkedLooks,
  expectAccessible,
  browserOfWorker,
  screenshot,
  usualLook,
  visit,
  expectVisible,
  expectHidden,
} from '../../support/browser.ts';
import { appRoles, signInAs, startGuarded } from '../../support/guarded.ts';
import { manyMessages, seedPast, usualFates } from '../../support/past.ts';
import { quiet, shared } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

const { commands, figures, headline: headlines, problems, signIn } = languages.en.words;
const path = '/scheduler/dashboard';
const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  await seedPast(world.storage, {
    fates: usualFates(20),
    live: { minutes: 12, messages: manyMessages(30) },
  });
  const browser = await browserOfWorker();
  const keys = stack.use(await startGuarded('keys', { ...world, env: quiet }));
  const entra = stack.use(await startGuarded('entra', { ...world, env: quiet }));
  return { browser, keys, entra };
});

const headline = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('with function keys', () => {
  it('the page asks for the key once, and keeps it for this tab alone', async () => {
    const { browser, keys: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page, context } = visited;
    await page.getByLabel(signIn.key).fill('not the key');
    await button(page, signIn.open).click();
    await expectVisible(page.getByText(signIn.wrong));
    await page.getByLabel(signIn.key).fill(guarded.keys.hostKey);
    await page.keyboard.press('Enter');
    await expectVisible(headline(page, headlines.word.computing));
    await page.reload();
    await expectVisible(headline(page, headlines.word.computing));
    // Neither the address nor what outlives the tab has it.
    expect(page.url()).not.toContain(guarded.keys.hostKey);
    expect(JSON.stringify(await context.storageState())).not.toContain(guarded.keys.hostKey);
    const another = await context.newPage();
    await another.goto(guarded.app.host.url(path));
    await expectVisible(another.getByLabel(signIn.key));
    await another.close();

    await button(page, signIn.forget).click();
    await expectVisible(page.getByLabel(signIn.key));
    expect(await page.getByText(figures.lastResult).count()).toBe(0);
    await page.reload();
    await expectVisible(page.getByLabel(signIn.key));
  });

  it('a key is not called wrong before that is known, and then the page has the focus', async () => {
    const { browser, keys: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page } = visited;
    await page.getByLabel(signIn.key).fill(guarded.keys.hostKey);
    const answer = Promise.withResolvers<void>();
    await page.route('**/scheduler/status', async (route) => {
      await answer.promise;
      await route.continue();
    });
    await page.keyboard.press('Enter');
    await expectVisible(button(page, signIn.checking));
    expect(await page.getByText(signIn.wrong).count()).toBe(0);
    answer.resolve();
    await expectVisible(headline(page, headlines.word.computing));
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('whoever has the key may do everything', async () => {
    const { browser, keys: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page } = visited;
    await page.getByLabel(signIn.key).fill(guarded.keys.hostKey);
    await page.keyboard.press('Enter');
    for (const name of [commands.name.stop, commands.name.setInterval, commands.name.cancel]) {
      await expectVisible(button(page, name).and(page.locator('[aria-disabled="false"]')));
    }
  });

  it.each(checkedLooks(0))('the key form looks right: %s', async (shown, look) => {
    const { browser, keys: guarded } = stage();
    await using visited = await visit(browser, guarded.app, { look });
    const { page } = visited;
    await expectVisible(page.getByLabel(languages[look.language].words.signIn.key));
    await expectAccessible(page);
    await screenshot(page, `asking-for-the-key-${shown}`);
  });
});

describe('with a sign-in', () => {
  it('a reader sees everything, and by each button why it is not for readers', async () => {
    const { browser, entra: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page } = visited;
    await signInAs(page, 'rina@example.com', [appRoles.reader]);
    await expectVisible(headline(page, headlines.word.computing));
    await expectVisible(page.getByText('rina@example.com · Reader'));
    const needs = {
      [commands.name.stop]: 'Operator',
      [commands.name.forceExecute]: 'Operator',
      [commands.name.setInterval]: 'Administrator',
      [commands.name.cancel]: 'Operator',
    };
    for (const [name, role] of Object.entries(needs)) {
      const forbidden = page.getByRole('button', { name, exact: true, disabled: true });
      await expectVisible(forbidden);
      const described = (await forbidden.getAttribute('aria-describedby')) ?? '';
      // It stands below the row, so it names its button.
      const why = await page.locator(`[id="${described}"]`).innerText();
      expect(why).toBe(`${name.replace(' …', '')}: ${commands.forbidden(role)}`);
      // It stays reachable, so that the reason can be heard, but does nothing.
      await forbidden.focus();
      await page.keyboard.press('Enter');
      expect(await page.getByRole('dialog').count()).toBe(0);
    }
    await expectAccessible(page);
    await screenshot(page, 'a-reader');
  });

  it('an operator may do all but change the interval, and is named in the audit', async () => {
    const { browser, entra: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page } = visited;
    await signInAs(page, 'budi@example.com', [appRoles.operator]);
    await expectVisible(page.getByText('budi@example.com · Operator'));
    // The interval and the whole schedule.
    await expect.poll(() => page.getByText(commands.forbidden('Administrator')).count()).toBe(2);
    await button(page, commands.name.stop).click();
    await page.getByRole('dialog').getByLabel(commands.reason).fill('stock-taking');
    await button(page, commands.stop.confirm).click();
    await expectVisible(headline(page, commands.done.stop));
    await expectVisible(
      page
        .getByRole('listitem')
        .filter({ hasText: 'stock-taking' })
        .getByText('budi@example.com', { exact: true }),
    );
    await button(page, commands.name.start).click();
    await expectVisible(headline(page, commands.done.start));
  });

  it('a user without a role is told which role is needed, in words', async () => {
    const { browser, entra: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page } = visited;
    await signInAs(page, 'nobody@example.com', []);
    const alert = page.getByRole('alert');
    await expectVisible(alert.getByText(problems.code.forbidden));
    await expectVisible(
      alert.getByText(
        /nobody@example\.com has no role in this app; this request needs the app role Scheduler\.Reader/,
      ),
    );
    await expectVisible(page.getByRole('link', { name: signIn.signOut }));
    await expectAccessible(page);
  });

  it('a session that ends loses nothing: after a new sign-in in another tab the page continues', async () => {
    const { browser, entra: guarded } = stage();
    await using visited = await visit(browser, guarded.app, { look: usualLook, clock: true });
    const { page, context } = visited;
    await signInAs(page, 'siti@example.com', [appRoles.admin]);
    await expectVisible(page.getByText('siti@example.com · Administrator'));
    await button(page, commands.name.stop).click();
    await page.getByRole('dialog').getByLabel(commands.reason).fill('half a sen');
    await context.clearCookies();
    await page.clock.runFor(5_000);
    await expectVisible(page.getByText(signIn.signedOut));
    const opened = context.waitForEvent('page');
    // Behind the dialog: a person would close it, and finds it again as it was.
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: signIn.signIn, exact: true }).click();
    const tab = await opened;
    await signInAs(tab, 'siti@example.com', [appRoles.admin]);
    await expectVisible(tab.getByText('You have signed in'));
    await tab.close();
    await page.clock.runFor(60_000);
    await expectHidden(page.getByText(signIn.signedOut));
    await button(page, commands.name.stop).click();
    expect(await page.getByRole('dialog').getByLabel(commands.reason).inputValue()).toBe('half a sen');
  });

  it('signing out leads to the sign-in page', async () => {
    const { browser, entra: guarded } = stage();
    await using visited = await visit(browser, guarded.app);
    const { page } = visited;
    await signInAs(page, 'siti@example.com', [appRoles.admin]);
    await page.getByRole('link', { name: signIn.signOut }).click();
    await expectVisible(page.getByRole('heading', { name: 'Local sign-in' }));
    expect(page.url()).toContain('post_login_redirect_uri');
  });
});
