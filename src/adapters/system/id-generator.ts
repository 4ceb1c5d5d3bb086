/** ULIDs, and random numbers that need not be secret. */
import { decodeTime, ulid } from 'ulid';
import type { IdGenerator, Random } from '../../ports.ts';

export const systemIdGenerator: IdGenerator = {
  newId: (now, last) => ulid(last === undefined ? now : Math.max(now, decodeTime(last) + 1)),
};

export const systemRandom: Random = () => Math.random();
