/** The instant that somebody asks about, as it stands in a URL. */
import { expect, test } from 'vitest';
import { givenInstant } from '../../../src/core/why/given-instant.ts';
import { at, berlin, jakarta } from '../../support/core-samples.ts';

test.each([
  ['with an offset', '2026-11-27T07:00:00+07:00', '2026-11-27T00:00:00Z'],
  ['with an offset whose plus sign was not escaped', '2026-11-27T07:00:00 07:00', '2026-11-27T00:00:00Z'],
  ['in UTC', '2026-11-27T07:00:00Z', '2026-11-27T07:00:00Z'],
  ['as the clock shows it', '2026-11-27T07:00', '2026-11-27T00:00:00Z'],
  ['with seconds', '2026-11-27T07:00:30', '2026-11-27T00:00:30Z'],
  ['with parts of a second, which do not matter', '2026-11-27T07:00:30.250', '2026-11-27T00:00:30Z'],
  ['on the last day of February', '2028-02-29T00:00', '2028-02-28T17:00:00Z'],
])('%s: %s', (_, text, expected) => {
  expect(givenInstant(text, jakarta)).toBe(at(expected));
});

test('a time that the clocks skip is the first instant afterwards', () => {
  expect(givenInstant('2026-03-29T02:30', berlin)).toBe(at('2026-03-29T01:00:00Z'));
});

test('of a time that comes twice it is the first', () => {
  expect(givenInstant('2026-10-25T02:30', berlin)).toBe(at('2026-10-25T00:30:00Z'));
});
