/** ULIDs and chance from the platform's random numbers. */
import { ulid } from 'ulid';
import type { Entropy } from '../../ports.ts';

export const systemEntropy: Entropy = {
  newId: (now) => ulid(now),
  chance: () => Math.random(),
};
