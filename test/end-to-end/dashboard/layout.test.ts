/** Where the parts of the page are, in the state that has most to show: a run is in progress. */
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { languages } from '../../../src/dashboard/words/languages.ts';
import { expectVisible, lookNamed, screenshot, visit } from '../../support/browser.ts';
import { manyMessages, usualFates } from '../../support/past.ts';
import { sharedPage, stageWith } from '../../support/stage.ts';

const stage = stageWith({ fates: usualFates(60), live: { minutes: 27, messages: manyMessages(70) } });

const onePage = sharedPage(() => visit(stage().browser, stage().app));

async function boxOf(part: Locator) {
  await expectVisible(part);
  const box = await part.boundingBox();
  if (box === null) throw new Error('it is not shown');
  return box;
}

it('a phone shows the state, pairs of actions, the next run and the days, then the history', async () => {
  const { app, browser } = stage();
  await using visited = await visit(browser, app, { look: lookNamed('id-light-360') });
  const { page } = visited;
  const { words } = languages.id;
  for (const part of ['.history table', '.durations figure', '.month', '.controls', '.schedule h3'])
    await expectVisible(page.locator(part).first());
  const parts = ['headline', 'next-run', 'days-card', 'history', 'schedule', 'audit'];
  const tops = await Promise.all(parts.map(async (part) => (await boxOf(page.locator(`.${part}`))).y));
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  expect(tops[3]).toBeLessThanOrEqual(2_500);
  const [one, other] = await Promise.all(
    [0, 1].map((index) => boxOf(page.locator('.controls button').nth(index))),
  );
  expect(one?.y).toBe(other?.y);
  // Older months are one press away, by pointer as by key.
  const months = page.locator('.month');
  expect(await months.count()).toBeLessThan(3);
  await page.getByRole('button', { name: words.days.earlier }).click();
  await expect.poll(() => months.count()).toBe(3);
  await page.getByRole('button', { name: words.days.earlier }).click();
  await expect.poll(() => months.count()).toBeLessThan(3);
  await page.locator('[data-date][tabindex="0"]').focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await expect.poll(() => months.count()).toBe(3);
  await expect.poll(() => page.locator('[data-date]:focus').count()).toBe(1);
  await screenshot(page, 'layout-id-light-360');
});

it('a wide screen has figures, schedule, audit and notices beside the history', async () => {
  const page = await onePage();
  await expectVisible(page.locator('.history table'));
  const history = await boxOf(page.locator('.history'));
  let above = history.y;
  for (const part of ['figures', 'schedule', 'audit', 'notices']) {
    const box = await boxOf(page.locator(`section.${part}`));
    expect(box.x).toBeGreaterThan(history.x + history.width);
    expect(box.y).toBeGreaterThanOrEqual(above);
    above = box.y;
  }
});

interface Stop {
  readonly name: string;
  /** Which card, in the order of the document. */
  readonly card: number;
  readonly box: Box;
  readonly cardBox: Box;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Whatever the tab key is to reach, in the order of the document, and its place on the page. */
const findStops = `(() => {
  const boxOf = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top: top + scrollY, bottom: bottom + scrollY };
  };
  window.stops = [...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]')]
    .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !each.matches('.skip'));
  const cards = [...document.querySelectorAll('.top-bar, .card')];
  return window.stops.map((each) => {
    const card = each.closest('.top-bar, .card');
    return { name: each.outerHTML.slice(0, 150), card: cards.indexOf(card), box: boxOf(each), cardBox: boxOf(card) };
  });
})()`;
const reached = `window.stops.indexOf(document.activeElement)`;

/** As people read: downwards, within a line to the right, and from the end of a column to the next one. */
function follows(one: Box, other: Box): boolean {
  const isAbove = other.bottom <= one.top;
  const isLeft = other.right <= one.left;
  const isBelow = other.top >= one.bottom;
  return isAbove ? other.left >= one.right : !isLeft || isBelow;
}

it.each(['en-light-1280', 'id-dark-360'])(
  'the tab key leads through all of it as it is read: %s',
  async (look) => {
    const { app, browser } = stage();
    await using visited = await visit(browser, app, { look: lookNamed(look) });
    const { page } = visited;
    const parts = [
      '.strip a',
      '.history table',
      '.durations figure',
      '.month',
      '.controls',
      '.schedule h3',
      '.audit',
      '.notices',
    ];
    for (const part of parts) await expectVisible(page.locator(part).first());
    await page.locator('.plan').scrollIntoViewIfNeeded();
    await expectVisible(page.locator('.plan table'));
    await page.waitForLoadState('networkidle');
    await page.evaluate('window.scrollTo(0, 0)');
    const stops = (await page.evaluate(findStops)) as readonly Stop[];
    expect(stops.length).toBeGreaterThan(60);
    for (const [index, { name, card, box, cardBox }] of stops.entries()) {
      const next = stops[index + 1];
      if (next === undefined) break;
      const inOrder = next.card === card ? follows(box, next.box) : follows(cardBox, next.cardBox);
      expect(inOrder, `${next.name} does not stand behind ${name}`).toBe(true);
    }
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.matches('.skip')`)).toBe(true);
    for (const [index, { name }] of stops.entries()) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(reached), `${name} is not next`).toBe(index);
    }
    // Out of the page, and back into it.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(reached)).toBe(-1);
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(reached)).toBe(stops.length - 1);
  },
);
