/** What every SchedulerStore promises, whatever it keeps its rows in. Held against each implementation. */
import { beforeEach, describe, expect, it } from 'vitest';
import { acquire } from '../../src/core/lease.ts';
import type { Run, RunOutcome } from '../../src/core/run.ts';
import type { ReadySnapshot } from '../../src/core/state.ts';
import { days, minutes, plus, seconds } from '../../src/core/time.ts';
import type { Change, SchedulerStore } from '../../src/ports.ts';
import {
  newUlid,
  sampleAttempt,
  sampleConfig,
  sampleFinishedRun,
  sampleInstant,
  sampleMessages,
  sampleRows,
  sampleWaitingRun,
} from './sample-records.ts';

/** Two stores over the same rows, as two processes have them. An implementation in memory may give one twice. */
export interface StorePair {
  readonly one: SchedulerStore;
  readonly other: SchedulerStore;
}

export async function initialised(store: SchedulerStore): Promise<ReadySnapshot> {
  await store.initialise(sampleRows);
  return await ready(store);
}

export async function ready(store: SchedulerStore): Promise<ReadySnapshot> {
  const snapshot = await store.read();
  if (snapshot.kind === 'empty') throw new Error('expected rows, found none');
  return snapshot;
}

/** Writes runs one by one, each guarded by the state row as the operations do it. */
export async function writeRuns(store: SchedulerStore, runs: readonly Run[]): Promise<void> {
  let { versions: base, state } = await ready(store);
  for (const run of runs) {
    const result = await store.commit({ base, state, run });
    if (result.kind === 'conflict') throw new Error(`run ${run.id} met a conflict`);
    base = result.versions;
  }
}

/** `makeStores` gives stores whose rows nobody has written yet. */
export function describeStoreContract(name: string, makeStores: () => Promise<StorePair>): void {
  describe(`${name} keeps the contract of a scheduler store`, () => {
    let one: SchedulerStore;
    let other: SchedulerStore;
    beforeEach(async () => {
      ({ one, other } = await makeStores());
    });

    describe('the control rows', () => {
      it('are empty before anybody wrote them', async () => {
        expect(await one.read()).toEqual({ kind: 'empty' });
      });

      it('are read by everybody as they were initialised', async () => {
        const result = await one.initialise(sampleRows);
        const snapshot = await ready(other);
        expect(snapshot).toEqual({ kind: 'ready', ...sampleRows, versions: snapshot.versions });
        expect(result).toEqual({ kind: 'committed', versions: snapshot.versions });
      });

      it('are not initialised a second time', async () => {
        await one.initialise(sampleRows);
        const changed = { ...sampleRows, config: { ...sampleConfig, changedBy: 'the second' } };
        expect(await other.initialise(changed)).toEqual({ kind: 'conflict' });
        expect((await ready(one)).config).toEqual(sampleConfig);
      });

      it('have one author when many initialise at once', async () => {
        const results = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 === 0 ? one : other).initialise({
              ...sampleRows,
              config: { ...sampleConfig, changedBy: `process ${index}` },
            }),
          ),
        );
        const winners = results.flatMap((result, index) => (result.kind === 'committed' ? [index] : []));
        expect(winners).toHaveLength(1);
        expect((await ready(one)).config.changedBy).toBe(`process ${winners[0]}`);
      });

      it('keep every character of a text', async () => {
        const { versions: base } = await initialised(one);
        const reason = 'month-end — 月末 🚀 \u0000\t"\\\' \ud800 </script>';
        const config = { ...sampleConfig, pause: { by: 'siti', reason, since: sampleInstant } };
        await one.commit({ base, config });
        expect((await ready(other)).config).toEqual(config);
      });
    });

    describe('a commit', () => {
      it('gives versions under which the next one is accepted', async () => {
        let { versions: base } = await initialised(one);
        for (let round = 1; round <= 5; round += 1) {
          const result = await one.commit({ base, config: { ...sampleConfig, changedBy: `round ${round}` } });
          if (result.kind !== 'committed') throw new Error(`round ${round} met a conflict`);
          base = result.versions;
          expect((await ready(other)).versions).toEqual(base);
        }
      });

      it('carries over the versions of rows that it did not write', async () => {
        const { versions: base, lease } = await initialised(one);
        const result = await one.commit({ base, lease });
        if (result.kind !== 'committed') throw new Error('met a conflict');
        expect(result.versions).toEqual({ ...base, lease: result.versions.lease });
        expect(result.versions.lease).not.toBe(base.lease);
      });

      it('is not disturbed by changes to rows that it does not write', async () => {
        const { versions: base, config, lease } = await initialised(one);
        await other.commit({ base, config });
        expect((await one.commit({ base, lease })).kind).toBe('committed');
      });

      it('is refused under an old version and then writes nothing of all its rows', async () => {
        const before = await initialised(one);
        const { versions: base, state } = before;
        expect((await other.commit({ base, state })).kind).toBe('committed');
        const run = sampleFinishedRun('succeeded');
        const answered = { key: 'k', request: 'r', runId: run.id };
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
        expect(await one.commit(change)).toEqual({ kind: 'conflict' });
        const after = await ready(one);
        expect({ config: after.config, lease: after.lease }).toEqual({
          config: before.config,
          lease: before.lease,
        });
        expect(await one.findRun(run.id)).toBeUndefined();
        expect(await one.findMessages(run.id)).toEqual([]);
        expect(await one.findAnswered('k')).toBeUndefined();
        expect(await one.listRuns({ limit: 10 })).toEqual({ runs: [] });
      });

      it('wins alone among twenty at once', async () => {
        let { versions: base } = await initialised(one);
        for (let round = 0; round < 5; round += 1) {
          const runs = Array.from({ length: 20 }, () => sampleWaitingRun());
          const results = await Promise.all(
            runs.map((run, index) =>
              (index % 2 === 0 ? one : other).commit({
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
          const found = await Promise.all(runs.map((run) => one.findRun(run.id)));
          expect(found.flatMap((run, index) => (run === undefined ? [] : [index]))).toEqual([
            winners[0]?.index,
          ]);
          const snapshot = await ready(one);
          expect(snapshot.state.active).toEqual(runs[winners[0]?.index ?? -1]);
          base = snapshot.versions;
        }
      });

      it('of a run, messages or an answer is refused without a control row to guard it', async () => {
        const { versions: base, config, state } = await initialised(one);
        const run = sampleWaitingRun();
        const answered = { key: 'k', request: 'r', runId: run.id };
        await expect(one.commit({ base, run })).rejects.toThrow(/lease or the state/);
        await expect(one.commit({ base, config, run })).rejects.toThrow(/lease or the state/);
        await expect(one.commit({ base, answered })).rejects.toThrow(/lease or the state/);
        await expect(one.commit({ base, state, messages: sampleMessages(1) })).rejects.toThrow(/run/);
        await expect(one.commit({ base })).rejects.toThrow(/write something/);
        expect(await one.findRun(run.id)).toBeUndefined();
      });

      it('does not answer the same request key twice', async () => {
        const { versions: base, state } = await initialised(one);
        const [first, second] = [sampleWaitingRun(), sampleWaitingRun()];
        const answered = { key: 'a/b#c?\\ü\n', request: '{"awal":null}', runId: first.id };
        const result = await one.commit({ base, state, run: first, answered });
        if (result.kind !== 'committed') throw new Error('met a conflict');
        const again: Change = {
          base: result.versions,
          state,
          run: second,
          answered: { ...answered, runId: second.id },
        };
        expect(await other.commit(again)).toEqual({ kind: 'conflict' });
        expect(await other.findAnswered(answered.key)).toEqual(answered);
        expect(await other.findRun(second.id)).toBeUndefined();
        expect(await other.findAnswered('a/b#c?\\ü')).toBeUndefined();
      });
    });

    describeHistory(() => one);
    describePurge(() => one);
  });
}

function describeHistory(store: () => SchedulerStore): void {
  const everyOutcome: readonly RunOutcome[] = [
    'succeeded',
    'failed',
    'timed_out',
    'cancelled',
    'lost',
    'skipped',
  ];

  describe('the history', () => {
    it('finds a run as it was last written', async () => {
      await initialised(store());
      const waiting = sampleWaitingRun();
      await writeRuns(store(), [waiting]);
      expect(await store().findRun(waiting.id)).toEqual(waiting);
      const finished: Run = { ...sampleFinishedRun('failed'), id: waiting.id };
      await writeRuns(store(), [finished]);
      expect(await store().findRun(waiting.id)).toEqual(finished);
      expect((await store().listRuns({ limit: 10 })).runs).toEqual([finished]);
    });

    it('finds nothing under ids that no run has, also when they are none', async () => {
      await initialised(store());
      await writeRuns(store(), [sampleWaitingRun()]);
      for (const id of [
        newUlid(),
        '',
        'x',
        "' or 1 eq 1",
        'RUN-1',
        '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
        '../control-state',
      ]) {
        expect(await store().findRun(id)).toBeUndefined();
        expect(await store().findMessages(id)).toEqual([]);
      }
      expect(await store().listRuns({ limit: 5, before: 'no id' })).toEqual({ runs: [] });
    });

    it('keeps the messages of each attempt, in order', async () => {
      const { versions: base, state } = await initialised(store());
      const run = sampleWaitingRun();
      const retrying: Run = {
        ...run,
        attempts: [sampleAttempt(1, sampleInstant, 'failed')],
        state: { kind: 'waiting', attempt: 2, dueAt: plus(sampleInstant, minutes(5)) },
      };
      const done: Run = {
        ...sampleFinishedRun('succeeded'),
        id: run.id,
        attempts: [...retrying.attempts, sampleAttempt(2, sampleInstant, 'succeeded')],
      };
      const [first, second] = [sampleMessages(3, 'first'), sampleMessages(2, 'second')];
      const result = await store().commit({ base, state, run: retrying, messages: first });
      if (result.kind !== 'committed') throw new Error('met a conflict');
      await store().commit({ base: result.versions, state, run: done, messages: second });
      expect(await store().findMessages(run.id)).toEqual([...first, ...second]);
    });

    it('lists runs newest first, page by page, without gaps or duplicates', async () => {
      await initialised(store());
      // Several in one millisecond: their ids alone give the order.
      const runs = Array.from({ length: 23 }, (_, index) =>
        sampleFinishedRun('succeeded', plus(sampleInstant, seconds(Math.floor(index / 4)))),
      );
      await writeRuns(store(), runs);
      for (const limit of [1, 5, 22, 23, 24]) {
        const pages = await allPages(store(), limit);
        expect(pages.flat().map((run) => run.id)).toEqual(runs.map((run) => run.id).toReversed());
        expect(pages).toHaveLength(Math.ceil(runs.length / limit));
      }
    });

    it('lists the runs of one outcome, and those that are active', async () => {
      await initialised(store());
      const finished = Array.from({ length: 24 }, (_, index) =>
        sampleFinishedRun(everyOutcome[index % 6] ?? 'lost', plus(sampleInstant, seconds(index))),
      );
      const active = [
        sampleWaitingRun(plus(sampleInstant, minutes(2))),
        sampleWaitingRun(plus(sampleInstant, minutes(3))),
      ];
      await writeRuns(store(), [...finished, ...active]);
      for (const outcome of everyOutcome) {
        const expected = finished.filter((run) => run.state.outcome === outcome).toReversed();
        expect((await allPages(store(), 3, outcome)).flat()).toEqual(expected);
      }
      expect((await store().listRuns({ limit: 5, outcome: 'active' })).runs).toEqual(active.toReversed());
    });
  });
}

async function allPages(
  store: SchedulerStore,
  limit: number,
  outcome?: RunOutcome,
): Promise<readonly (readonly Run[])[]> {
  const pages: (readonly Run[])[] = [];
  let before: string | undefined;
  do {
    const page = await store.listRuns({ limit, outcome, before });
    pages.push(page.runs);
    before = page.next;
  } while (before !== undefined);
  return pages;
}

function describePurge(store: () => SchedulerStore): void {
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
