/** The contract for finding and listing runs and their messages. */
import { describe, expect, it } from 'vitest';
import type { Run, RunOutcome } from '../../../src/core/run/run.ts';
import { droppedNote } from '../../../src/core/run/progress.ts';
import { minutes, plus, seconds } from '../../../src/core/time/time.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import {
  newUlid,
  sampleAttempt,
  sampleFinishedRun,
  sampleInstant,
  sampleMessages,
  sampleWaitingRun,
} from '../sample-records.ts';
import { initialised, writeRuns } from './rows.ts';

export function describeHistory(store: () => SchedulerStore): void {
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

    it('finds nothing under ids that no run has, even invalid ones', async () => {
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

    it('keeps the notes on a run, whole', async () => {
      await initialised(store());
      const note = { text: '🚀'.repeat(500), by: 'siti', byId: 'user:aad:t:s', at: sampleInstant };
      const noted: Run = { ...sampleFinishedRun('lost'), notes: Array.from({ length: 20 }, () => note) };
      await writeRuns(store(), [noted]);
      expect(await store().findRun(noted.id)).toEqual(noted);
      expect((await store().listRuns({ limit: 10 })).runs).toEqual([noted]);
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
      const note = droppedNote(sampleInstant, 5);
      const [first, second] = [[note, ...sampleMessages(3, 'first')], sampleMessages(2, 'second')];
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
