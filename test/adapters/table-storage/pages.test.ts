import { describe, expect, it } from 'vitest';
import { days, plus, seconds } from '../../../src/core/time/time.ts';
import { sampleFinishedRun, sampleInstant, sampleMessages } from '../../support/sample-records.ts';
import { initialised, ready, writeRuns } from '../../support/store-contract/rows.ts';
import { useProxy } from './behind-proxy.ts';

const { proxy, store, foreign, clock } = useProxy();
const everything = 1_000;
const shortPages = { fault: { kind: 'short_page', rows: 2 }, times: everything } as const;

const makeRuns = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    sampleFinishedRun(index % 3 === 0 ? 'failed' : 'succeeded', plus(sampleInstant, seconds(index))),
  );

describe('a service that splits its answers into short and empty pages', () => {
  it('still gives the whole snapshot', async () => {
    const snapshot = await initialised(foreign());
    proxy().script({ fault: { kind: 'empty_page' } }, shortPages);
    expect(await store().read()).toEqual(snapshot);
  });

  it('is not taken for an empty table', async () => {
    await initialised(foreign());
    proxy().script({ fault: { kind: 'empty_page' } });
    expect((await store().read()).kind).toBe('ready');
  });

  it('gives full pages of runs, and the last one without a next', async () => {
    await initialised(foreign());
    const runs = makeRuns(11);
    await writeRuns(foreign(), runs);
    const newestFirst = runs.toReversed();
    proxy().script({ fault: { kind: 'empty_page' } }, shortPages);
    const first = await store().listRuns({ limit: 7 });
    expect(first).toEqual({ runs: newestFirst.slice(0, 7), next: newestFirst[6]?.id });
    expect(await store().listRuns({ limit: 7, before: first.next })).toEqual({ runs: newestFirst.slice(7) });
    const failed = newestFirst.filter((run) => run.state.outcome === 'failed');
    expect(await store().listRuns({ limit: 7, outcome: 'failed' })).toEqual({ runs: failed });
  });

  it('is not asked for ever when it never comes to an end', async () => {
    await initialised(foreign());
    proxy().script({ fault: { kind: 'empty_page' }, times: everything });
    await expect(store().read()).rejects.toThrow(/empty page and the promise of more/);
    expect(proxy().requests.length).toBeLessThan(200);
    proxy().script();
  });

  it('gives all messages of a run', async () => {
    const { versions: base, state } = await initialised(foreign());
    const run = sampleFinishedRun('succeeded');
    await foreign().commit({ base, state, run, messages: sampleMessages(3) });
    proxy().script({ fault: { kind: 'empty_page' } }, shortPages);
    expect(await store().findMessages(run.id)).toEqual(sampleMessages(3));
  });

  it('does not stop purging early', async () => {
    await initialised(foreign());
    await writeRuns(foreign(), makeRuns(9));
    proxy().script(
      { fault: { kind: 'empty_page' } },
      { ...shortPages, match: ({ method }) => method === 'GET' },
    );
    expect(await store().purge(plus(sampleInstant, days(402)), 100)).toEqual({ purged: 9, complete: true });
    expect((await ready(foreign())).kind).toBe('ready');
  });
});

describe('purging', () => {
  it('deletes more than one transaction holds, and survives a lost reply in the middle', async () => {
    await initialised(foreign());
    await writeRuns(foreign(), makeRuns(130));
    proxy().script({ fault: { kind: 'lose_reply' }, match: ({ path }) => path === '/$batch' });
    expect(await store().purge(plus(sampleInstant, days(402)), 1_000)).toEqual({
      purged: 130,
      complete: true,
    });
    expect(await foreign().listRuns({ limit: 200 })).toEqual({ runs: [] });
  });

  it('is not disturbed by another purge of the same rows', async () => {
    await initialised(foreign());
    await writeRuns(foreign(), makeRuns(40));
    const now = plus(sampleInstant, days(402));
    await Promise.all([store().purge(now, 25), foreign().purge(now, 40)]);
    expect(await foreign().listRuns({ limit: 200 })).toEqual({ runs: [] });
  });

  it('asks for keys only, in one round trip, and deletes a hundred rows with another', async () => {
    await initialised(foreign());
    await writeRuns(foreign(), makeRuns(100));
    proxy().clear();
    await store().purge(plus(sampleInstant, days(402)), 1_000);
    expect(proxy().requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('keeps messages 30 days, those of runs in trouble 180, and answers 2', async () => {
    const { versions: base, state } = await initialised(foreign());
    const [good, bad] = [sampleFinishedRun('succeeded'), sampleFinishedRun('failed')];
    const answered = { key: 'k', request: 'r', reply: '{"status":202}' };
    const messages = sampleMessages(2);
    const first = await store().commit({ base, state, run: good, messages, answered });
    if (first.kind !== 'committed') throw new Error('met a conflict');
    await store().commit({ base: first.versions, state, run: bad, messages });
    // These keeping times count from the writing, which was just now.
    const left = async (age: number) => {
      await store().purge(plus(clock().now(), days(age)), 10);
      const [ofGood, ofBad] = [await store().findMessages(good.id), await store().findMessages(bad.id)];
      return [await store().findAnswered('k'), ofGood.length, ofBad.length];
    };
    expect(await left(1.9)).toEqual([answered, 2, 2]);
    expect(await left(2.1)).toEqual([undefined, 2, 2]);
    expect(await left(30.1)).toEqual([undefined, 0, 2]);
    expect(await left(179.9)).toEqual([undefined, 0, 2]);
    expect(await left(180.1)).toEqual([undefined, 0, 0]);
  });
});
