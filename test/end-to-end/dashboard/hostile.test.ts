/** Messages, reasons and names are shown as text, whatever they contain. */
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import {
  checkedLooks,
  expectAccessible,
  browserOfWorker,
  screenshot,
  visit,
  expectVisible,
} from '../../support/browser.ts';
import { forgedAs, startUnprotected } from '../../support/guarded.ts';
import { seedPast, usualFates } from '../../support/past.ts';
import { quiet, shared } from '../../support/stage.ts';
import { startSurroundings } from '../../support/surroundings.ts';

/** Text that would run, load something, or turn the text around it. */
const image = '<img src=x onerror="window.hacked=1">';
const script = '</script><script>window.hacked=1</script>';
const reversed = '\u202eevil\u2067 \u2066';
const endless = 'x'.repeat(480);
const name = `${image}<b>eve</b>`;
const messages = [
  image,
  script,
  `"><svg onload=window.hacked=1>`,
  `javascript:window.hacked=1`,
  `${reversed} 50%`,
  endless,
];

const headers = { ...forgedAs('admin', name), 'x-requested-with': 'test' };
const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  await seedPast(world.storage, {
    fates: usualFates(5),
    live: { minutes: 5, messages, actor: name, reason: script },
  });
  const app = stack.use(await startUnprotected({ ...world, env: quiet }));
  await app.post('/scheduler/stop', { reason: image }, headers);
  const browser = await browserOfWorker();
  return { app, browser };
});

describe.each(checkedLooks(0))('hostile text on %s', (shown, look) => {
  it('is shown to the letter, runs nowhere and breaks nothing', async () => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app, { look, headers });
    const { page } = visited;
    const { words } = languages[look.language];
    await expectVisible(page.getByRole('status').getByText(words.headline.word.computing, { exact: true }));

    const said = page.getByRole('region', { name: words.runInProgress.messages });
    await expectVisible(said);
    const text = (await said.locator('bdi').allInnerTexts()).join('\n');
    expect(text).toBe(messages.join('\n'));
    // Who did what and why: the audit, the run in progress, and who is signed in.
    await expectVisible(page.getByRole('listitem').filter({ hasText: image }).first());
    await expectVisible(page.getByText(name).first());
    await page.getByRole('link', { name: words.runInProgress.details }).click();
    await expectVisible(page.getByRole('dialog').getByText(script).first());
    await expectAccessible(page);
    await screenshot(page, `hostile-text-${shown}`, false);

    expect(await page.evaluate('window.hacked')).toBeUndefined();
    const elements = await page.evaluate(
      `[...document.querySelectorAll('main img, main svg:not(figure svg), main script, main iframe, main b, [onerror], [onload]')].length`,
    );
    expect(elements).toBe(0);
    // Each foreign text is on its own as to direction.
    expect(await page.locator('bdi').filter({ hasText: 'evil' }).count()).toBeGreaterThan(0);
  });
});
