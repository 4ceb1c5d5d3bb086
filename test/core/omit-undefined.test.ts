/** Properties that are there or not. */
import { expect, test } from 'vitest';
import { omitUndefined } from '../../src/core/omit-undefined.ts';

test('a value that is undefined leaves no property behind, so that it never reaches a row', () => {
  expect(Object.keys(omitUndefined({ stop: undefined, failure: undefined }))).toEqual([]);
});

test.each([0, '', false, null])('%j is a value and is kept', (value) => {
  expect(omitUndefined({ stop: value, failure: undefined })).toEqual({ stop: value });
});
