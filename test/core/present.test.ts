/** A property that is there or not. */
import { expect, test } from 'vitest';
import { present } from '../../src/core/present.ts';

test('a value that is undefined leaves no property behind, so that it never reaches a row', () => {
  expect(Object.keys(present('stop', undefined))).toEqual([]);
});

test.each([0, '', false, null])('%j is a value and is there', (value) => {
  expect(present('stop', value)).toEqual({ stop: value });
});
