/** A fixed set of seeds, and some new ones each time. A failure names its seed: `npm run simulate -- --seed …`. */
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const fixed = Array.from({ length: 10 }, (_, index) => index + 1);
const fresh = Array.from({ length: 0 }, (_, index) => (Date.now() % 1_000_000_000) + index);

test.each([...fixed, ...fresh])('no promise is broken with seed %i', async (seed) => {
  const { violation } = await simulate(seed);
  expect(violation && `${violation.claim}: ${violation.message}`).toBeUndefined();
});
