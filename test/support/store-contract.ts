/** What every SchedulerStore promises, whatever it keeps its rows in. Held against each implementation. */
import { beforeEach, describe } from 'vitest';
import type { SchedulerStore } from '../../src/ports.ts';
import { describeCommits } from './store-contract/commits.ts';
import { describeControlRows } from './store-contract/control-rows.ts';
import { describeDays } from './store-contract/days.ts';
import { describeHistory } from './store-contract/history.ts';
import { describeOutbox } from './store-contract/outbox.ts';
import { describePurging } from './store-contract/purging.ts';
import type { StorePair } from './store-contract/rows.ts';

/** `makeStores` gives stores whose rows nobody has written yet. */
export function describeStoreContract(name: string, makeStores: () => Promise<StorePair>): void {
  describe(`${name} keeps the contract of a scheduler store`, () => {
    let one: SchedulerStore;
    let other: SchedulerStore;
    beforeEach(async () => {
      ({ one, other } = await makeStores());
    });
    describeControlRows(
      () => one,
      () => other,
    );
    describeCommits(
      () => one,
      () => other,
    );
    describeHistory(() => one);
    describeDays(
      () => one,
      () => other,
    );
    describeOutbox(
      () => one,
      () => other,
    );
    describePurging(() => one);
  });
}
