import { beforeEach, describe } from 'vitest';
import type { SchedulerStore } from '../../../src/ports.ts';
import { describeCommits } from '../../support/store-contract/commits.ts';
import { describeControlRows } from '../../support/store-contract/control-rows.ts';
import { createMemoryStore, emptyRows } from './memory-store.ts';

describe('the store in memory keeps the contract that the operations rely on', () => {
  let one: SchedulerStore;
  let other: SchedulerStore;
  beforeEach(() => {
    const rows = emptyRows();
    one = createMemoryStore(rows);
    other = createMemoryStore(rows);
  });
  describeControlRows(
    () => one,
    () => other,
  );
  describeCommits(
    () => one,
    () => other,
  );
});
