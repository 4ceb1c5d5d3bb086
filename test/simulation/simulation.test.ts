/**
 * A fixed set of seeds, and some new ones each time: FRESH_SEEDS says how many. A failure names its seed:
 * `npm run simulate -- --seed …`.
 */
import { expect, test } from 'vitest';
import { RunOutcome, SkipReason } from '../../src/core/run/run.ts';
import { type Result, simulate } from './simulate.ts';

const from = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);
/** Together the first three come through everything that the last test asks for. */
const fixed = [31, 66, 82, ...from(1, 6)];
const fresh = from(Date.now() % 1_000_000_000, Number(process.env['FRESH_SEEDS'] ?? 10));

const results = new Map<number, Promise<Result>>();
function resultOf(seed: number): Promise<Result> {
  const result = results.get(seed) ?? simulate(seed);
  results.set(seed, result);
  return result;
}

test.each([...fixed, ...fresh])('no promise is broken with seed %i', async (seed) => {
  const { violation } = await resultOf(seed);
  expect(violation && `${violation.claim}: ${violation.message}`).toBeUndefined();
});

/** The others only once a change has led the first seeds elsewhere: then find some again, because each costs time. */
const reaching = [...fixed, ...from(7, 110)];

test('a few seeds come through every state, end in every outcome, skip for every reason, repeat and catch up', async () => {
  const states = ['waiting', 'running', 'stopping', 'reconciling', 'orphaned'];
  const courses = ['repeated twice', 'caught up'];
  const missing = new Set([...states, ...courses, ...RunOutcome.options, ...SkipReason.options]);
  for (const seed of reaching) {
    if (missing.size === 0) break;
    for (const each of (await resultOf(seed)).reached) missing.delete(each);
  }
  expect([...missing]).toEqual([]);
});
