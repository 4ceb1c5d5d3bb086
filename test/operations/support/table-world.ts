/** A world that begins with an empty table, and with ids and hashes as the app makes them. */
import { monotonicFactory } from 'ulid';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { createWorld, deleteControlRows, type TestWorld, type WorldOptions } from './world.ts';

export function createTableWorld(options: Omit<WorldOptions, 'store'> = {}): TestWorld {
  const ulid = monotonicFactory();
  const test = createWorld({ idGenerator: { newId: (now) => ulid(now) }, sha256, ...options });
  deleteControlRows(test);
  return test;
}
