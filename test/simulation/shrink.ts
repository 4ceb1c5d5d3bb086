/** Finds the smallest part of a plan that still breaks the same promise. */
import { simulate } from './simulate.ts';

/** The numbers of the planned events that are needed. Tries to leave out large parts first, then single events. */
export async function shrink(seed: number, claim: string, planned: number): Promise<readonly number[]> {
  let needed = Array.from({ length: planned }, (_, index) => index);
  for (let size = needed.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < needed.length;) {
      const fewer = needed.filter((_, index) => index < from || index >= from + size);
      const { violation } = await simulate(seed, { events: fewer });
      if (violation?.claim === claim) needed = fewer;
      else from += size;
    }
  }
  return needed;
}
