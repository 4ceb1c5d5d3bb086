/** ULIDs, and random numbers that need not be secret. */
import { decodeTime, type PRNG, ulid } from 'ulid';
import type { IdGenerator, Random } from '../../ports.ts';

/** Without a source of random numbers, that of the platform. */
export const idGeneratorWith = (prng?: PRNG): IdGenerator => ({
  newId: (now, last) => ulid(last === undefined ? now : Math.max(now, decodeTime(last) + 1), prng),
});

export const systemIdGenerator: IdGenerator = idGeneratorWith();

export const systemRandom: Random = () => Math.random();
