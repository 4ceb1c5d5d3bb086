/** What the progress bar is drawn from. */
import { expect, test } from 'vitest';
import { percentOf } from '../../../src/core/run/progress.ts';
import { start } from '../../support/core-samples.ts';

const said = (...texts: readonly string[]) => texts.map((text) => ({ at: start, text, number: 0 }));

test.each([
  ['spJamkerja: 40% (120 of 300 employees)', 40],
  ['40.5 % done', 40.5],
  ['selesai 40,5%', 40.5],
  ['100%', 100],
  ['0%', 0],
  ['(7%)', 7],
])('reads the percentage of %j', (text, percent) => {
  expect(percentOf(said(text))).toBe(percent);
});

test.each(['no number', '% of all', '40 of 300', '140%', '101%', '3 percent', ''])(
  'finds none in %j',
  (text) => {
    expect(percentOf(said(text))).toBeUndefined();
  },
);

test('takes the latest message that has one', () => {
  expect(percentOf(said('10%', '20%', 'night shift'))).toBe(20);
  expect(percentOf([])).toBeUndefined();
});
