/** ULIDs, and random numbers that need not be secret. */
import { ulid } from 'ulid';
import type { IdGenerator, Random } from '../../ports.ts';

export const systemIdGenerator: IdGenerator = { newId: (now) => ulid(now) };

export const systemRandom: Random = () => Math.random();
