/** The contract for commits: atomic, conditional, one winner. */
import { expect, describe, it } from 'vitest';
import { acquire } from '../../../src/core/run/lease.ts';
import { seconds } from '../../../src/core/time/time.ts';
import type { Change } from '../../../src/core/job/change.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import {
  sampleConfig,
  sampleFinishedRun,
  sampleInstant,
  sampleMessages,
  sampleRows,
  sampleWaitingRun,
} from '../sample-records.ts';
import { initialised, ready } from './rows.ts';

export function describeCommits(one: () => SchedulerStore, other: () => SchedulerStore): void {
  describe('a commit', () => {
    it('gives versions under which the next one is accepted', async () => {
      let { versions: base } = await initialised(one());
      for (let round = 1; round <= 5; round += 1) {
        const result = await one().commit({ base, config: { ...sampleConfig, changedBy: `round ${round}` } });
        if (result.kind !== 'committed') throw new Error(`round ${round} met a conflict`);
        base = result.versions;
        expect((await ready(other())).versions).toEqual(base);
      }
    });

    it('carries over the versions of rows that it did not write', async () => {
      const { versions: base, lease } = await initialised(one());
      const result = await one().commit({ base, lease });
      if (result.kind !== 'committed') throw new Error('met a conflict');
      expect(result.versions).toEqual({ ...base, lease: result.versions.lease });
      expect(result.versions.lease).not.toBe(base.lease);
    });

    it('is not disturbed by changes to rows that it does not write', async () => {
      const { versions: base, config, lease } = await initialised(one());
      await other().commit({ base, config });
      expect((await one().commit({ base, lease })).kind).toBe('committed');
    });

    it('is refused under an old version and then writes nothing of all its rows', async () => {
      const before = await initialised(one());
      const { versions: base, state } = before;
      expect((await other().commit({ base, state })).kind).toBe('committed');
      const run = sampleFinishedRun('succeeded');
      const answered = { key: 'k', request: 'r', reply: '{"status":202}' };
      const held = acquire(
        before.lease,
        { holder: 'x', runId: run.id, attempt: 1 },
        sampleInstant,
        seconds(150),
      );
      const changed = { ...sampleConfig, changedBy: 'the loser' };
      const change: Change = {
        base,
        config: changed,
        lease: held,
        state,
        run,
        messages: sampleMessages(3),
        answered,
      };
      expect(await one().commit(change)).toEqual({ kind: 'conflict' });
      const after = await ready(one());
      expect({ config: after.config, lease: after.lease }).toEqual({
        config: before.config,
        lease: before.lease,
      });
      expect(await one().findRun(run.id)).toBeUndefined();
      expect(await one().findMessages(run.id)).toEqual([]);
      expect(await one().findAnswered('k')).toBeUndefined();
      expect(await one().listRuns({ limit: 10 })).toEqual({ runs: [] });
    });

    it.each(['config', 'lease', 'state'] as const)(
      'is refused when another has written the %s alone, whatever else it writes',
      async (row) => {
        const { versions: base, config, lease, state } = await initialised(one());
        const rows = { config, lease, state };
        expect((await other().commit({ base, [row]: rows[row] })).kind).toBe('committed');
        expect(await one().commit({ base, ...rows })).toEqual({ kind: 'conflict' });
      },
    );

    it('wins alone among twenty at once', async () => {
      let { versions: base } = await initialised(one());
      for (let round = 0; round < 5; round += 1) {
        const runs = Array.from({ length: 20 }, () => sampleWaitingRun());
        const results = await Promise.all(
          runs.map((run, index) =>
            (index % 2 === 0 ? one() : other()).commit({
              base,
              state: { ...sampleRows.state, active: run },
              run,
            }),
          ),
        );
        const winners = results.flatMap((result, index) =>
          result.kind === 'committed' ? [{ result, index }] : [],
        );
        expect(winners).toHaveLength(1);
        const found = await Promise.all(runs.map((run) => one().findRun(run.id)));
        expect(found.flatMap((run, index) => (run === undefined ? [] : [index]))).toEqual([
          winners[0]?.index,
        ]);
        const snapshot = await ready(one());
        expect(snapshot.state.active).toEqual(runs[winners[0]?.index ?? -1]);
        base = snapshot.versions;
      }
    });

    it('of a run, messages or an answer is refused without a control row to guard it', async () => {
      const { versions: base, config, state } = await initialised(one());
      const run = sampleWaitingRun();
      const answered = { key: 'k', request: 'r', reply: '{"status":202}' };
      await expect(one().commit({ base, run })).rejects.toThrow(/lease or the state/);
      await expect(one().commit({ base, config, run })).rejects.toThrow(/lease or the state/);
      await expect(one().commit({ base, answered })).rejects.toThrow(/lease or the state/);
      await expect(one().commit({ base, state, messages: sampleMessages(1) })).rejects.toThrow(/run/);
      await expect(one().commit({ base })).rejects.toThrow(/write something/);
      expect(await one().findRun(run.id)).toBeUndefined();
    });

    it('does not answer the same request key twice', async () => {
      const { versions: base, state } = await initialised(one());
      const [first, second] = [sampleWaitingRun(), sampleWaitingRun()];
      const answered = { key: 'a/b#c?\\ü\n', request: '{"awal":null}', reply: '{"status":202}' };
      const result = await one().commit({ base, state, run: first, answered });
      if (result.kind !== 'committed') throw new Error('met a conflict');
      const again: Change = {
        base: result.versions,
        state,
        run: second,
        answered: { ...answered, reply: '{}' },
      };
      expect(await other().commit(again)).toEqual({ kind: 'conflict' });
      expect(await other().findAnswered(answered.key)).toEqual(answered);
      expect(await other().findRun(second.id)).toBeUndefined();
      expect(await other().findAnswered('a/b#c?\\ü')).toBeUndefined();
    });
  });
}
