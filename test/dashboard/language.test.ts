/** Which language a reader gets. */
import { expect, test } from 'vitest';
import { chooseLanguage } from '../../src/dashboard/words/languages.ts';

test.each([
  [undefined, ['id-ID', 'en'], 'id'],
  [undefined, ['de', 'en-US', 'id'], 'en'],
  [undefined, ['in'], 'id'],
  [undefined, ['de'], 'en'],
  [undefined, [], 'en'],
  ['en', ['id'], 'en'],
  ['xx', ['id'], 'id'],
])('whoever chose %s and whose browser prefers %j reads %s', (chosen, preferred, code) => {
  expect(chooseLanguage(chosen, preferred)).toBe(code);
});
