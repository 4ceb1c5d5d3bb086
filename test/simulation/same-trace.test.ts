/** A seed is worth nothing unless it repeats what it found. */
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

test('the same seed gives the same trace, and the same end whether or not somebody reads it', async () => {
  const first: string[] = [];
  const second: string[] = [];
  const told = await simulate(7, { tell: (line) => void first.push(line) });
  expect(await simulate(7, { tell: (line) => void second.push(line) })).toEqual(told);
  expect(await simulate(7)).toEqual(told);
  expect(first.length).toBeGreaterThan(50);
  expect(second).toEqual(first);
});
