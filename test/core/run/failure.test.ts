/** What went wrong in an attempt, as rows keep it. */
import { expect, test } from 'vitest';
import { Failure } from '../../../src/core/run/failure.ts';
import { failureOf } from '../../support/core-samples.ts';

test('a failure survives being written as JSON, with number, line and procedure', () => {
  const failure = {
    ...failureOf('data', 'Arithmetic overflow'),
    number: 8115,
    severity: 16,
    line: 42,
    procedure: 'dbo.spJamkerja',
  };
  expect(Failure.parse(JSON.parse(JSON.stringify(failure)))).toEqual(failure);
});

test.each([
  ['a class that this version does not know', { ...failureOf('data'), class: 'solar_flare' }],
  ['no remedy', { class: 'data', message: 'it broke' }],
  ['an error number that is none', { ...failureOf('data'), number: 1.5 }],
])('a failure with %s is refused rather than misread', (_, row) => {
  expect(Failure.safeParse(row).success).toBe(false);
});
