/** A fixed month, and one that is new each time. The whole year: `npm run simulate -- --year --samples 10000`. */
import { expect, test } from 'vitest';
import { brokenAnnouncements } from './announcements.ts';
import { sample } from './year-judge.ts';
import { Year } from './year.ts';

test.each([1, Date.now() % 1_000_000_000])(
  'runs come when the preview announced them, and "why?" agrees with what happened (seed %i)',
  async (seed) => {
    const year = new Year(seed, 10);
    await year.pass();
    expect(brokenAnnouncements(year)).toEqual([]);
    expect(await sample(year, 40)).toEqual([]);
  },
  60_000,
);
