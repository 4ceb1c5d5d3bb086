/** The contract for purging. */
import { describe, expect, it } from 'vitest';
import { days, plus } from '../../../src/core/time/time.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { sampleFinishedRun, sampleInstant } from '../sample-records.ts';
import { initialised, ready, writeRuns } from './rows.ts';

export function describePurging(store: () => SchedulerStore): void {
  describe('purging', () => {
    it('deletes what is past its time and nothing else', async () => {
      const before = await initialised(store());
      const old = plus(sampleInstant, days(-300));
      const veryOld = plus(sampleInstant, days(-401));
      const kept = [
        sampleFinishedRun('succeeded', old),
        sampleFinishedRun('failed', old),
        sampleFinishedRun('skipped'),
      ];
      const gone = [sampleFinishedRun('succeeded', veryOld), sampleFinishedRun('skipped', old)];
      await writeRuns(store(), [...gone, ...kept]);
      const { versions } = await ready(store());
      expect(await store().purge(sampleInstant, 100)).toEqual({ purged: 2, complete: true });
      expect((await store().listRuns({ limit: 10 })).runs).toEqual(kept.toReversed());
      expect(await store().purge(sampleInstant, 100)).toEqual({ purged: 0, complete: true });
      expect(await ready(store())).toEqual({ ...before, versions });
    });

    it('stops at its bound, says so, and goes on with the next call', async () => {
      await initialised(store());
      const runs = Array.from({ length: 25 }, () => sampleFinishedRun('succeeded'));
      await writeRuns(store(), runs);
      const now = plus(sampleInstant, days(402));
      expect(await store().purge(now, 10)).toEqual({ purged: 10, complete: false });
      expect((await store().listRuns({ limit: 100 })).runs).toHaveLength(15);
      expect(await store().purge(now, 15)).toEqual({ purged: 15, complete: true });
      expect((await store().listRuns({ limit: 100 })).runs).toEqual([]);
    });
  });
}
