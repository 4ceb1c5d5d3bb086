/** Where the arrow keys lead among many links. */
import { expect, test } from 'vitest';
import { leadsFrom } from '../../src/dashboard/layout/arrow-keys.ts';

test.each([
  ['ArrowLeft', 11],
  ['ArrowRight', 13],
  ['ArrowUp', 7],
  ['ArrowDown', 17],
  ['Home', 10],
  ['End', 14],
  ['Enter', undefined],
])('%s leads from the twelfth of five in a row to %s', (key, to) => {
  expect(leadsFrom(key, 12, 5, 20)).toBe(to);
});

test('no key leads beyond the first and the last link', () => {
  expect(['ArrowLeft', 'ArrowUp'].map((key) => leadsFrom(key, 0, 5, 20))).toEqual([undefined, undefined]);
  expect(['ArrowRight', 'ArrowDown'].map((key) => leadsFrom(key, 19, 5, 20))).toEqual([undefined, undefined]);
  expect(leadsFrom('End', 1, 8, 3)).toBe(2);
});
