import { describe, expect, it } from 'vitest';
import { acquire, renew, requestCancellation } from '../../../src/core/run/lease.ts';
import { noProgress } from '../../../src/core/run/progress.ts';
import { plus, seconds } from '../../../src/core/time/time.ts';
import type { ProxyFault } from '../../support/table-proxy.ts';
import { sampleInstant, sampleRows, sampleWaitingRun } from '../../support/sample-records.ts';
import { initialised, ready } from '../../support/store-contract/rows.ts';
import { useProxy } from './behind-proxy.ts';
import { shortPatience } from './fixture.ts';

const { proxy, store, foreign } = useProxy({ patience: shortPatience });
const losses: readonly ProxyFault[] = [{ kind: 'lose_reply' }, { kind: 'cut_reply' }, { kind: 'mute_reply' }];
const isWrite = (request: { readonly method: string }) =>
  request.method === 'POST' || request.method === 'PUT';

function heldBy(runId: string) {
  return acquire(sampleRows.lease, { holder: 'x', runId, attempt: 1 }, sampleInstant, seconds(150));
}

describe.each(losses)('a write whose reply is lost ($kind)', (fault) => {
  it('counts as committed when it is a transaction, and its versions serve the next commit', async () => {
    const { versions: base, config, state } = await initialised(foreign());
    const run = sampleWaitingRun();
    const lease = heldBy(run.id);
    proxy().script({ fault, match: isWrite });
    const answered = { key: 'k', request: 'r', reply: '{"status":202}' };
    const result = await store().commit({ base, lease, state: { ...state, active: run }, run, answered });
    const snapshot = await ready(foreign());
    expect(result).toEqual({ kind: 'committed', versions: snapshot.versions });
    expect(snapshot.lease).toEqual(lease);
    expect(await foreign().findRun(run.id)).toEqual(run);
    if (result.kind !== 'committed') return;
    expect((await store().commit({ base: result.versions, config, lease, state })).kind).toBe('committed');
  });

  it('counts as committed when it is a single update, and its versions serve the next commit', async () => {
    const { versions: base } = await initialised(foreign());
    const lease = heldBy(sampleWaitingRun().id);
    proxy().script({ fault, match: isWrite });
    const result = await store().commit({ base, lease });
    const snapshot = await ready(foreign());
    expect(result).toEqual({ kind: 'committed', versions: snapshot.versions });
    expect(snapshot.lease).toEqual(lease);
    expect((await store().commit({ base: snapshot.versions, lease })).kind).toBe('committed');
  });

  it('counts as committed when it is the first write of all', async () => {
    await store().read();
    proxy().script({ fault, match: isWrite });
    const result = await store().initialise(sampleRows);
    expect(result).toEqual({ kind: 'committed', versions: (await ready(foreign())).versions });
  });

  it('is recognised when the reply to its repetition is lost too', async () => {
    const { versions: base, state } = await initialised(foreign());
    proxy().script({ fault, match: isWrite, times: 2 });
    const result = await store().commit({ base, state, run: sampleWaitingRun() });
    expect(result).toEqual({ kind: 'committed', versions: (await ready(foreign())).versions });
  });

  it('is a conflict when it had been refused', async () => {
    const { versions: base, state, lease } = await initialised(foreign());
    const theirs = sampleWaitingRun();
    await foreign().commit({ base, lease, state: { ...state, active: theirs }, run: theirs });
    const ours = sampleWaitingRun();
    proxy().script({ fault, match: isWrite });
    expect(await store().commit({ base, lease, state, run: ours })).toEqual({ kind: 'conflict' });
    expect((await ready(foreign())).state.active).toEqual(theirs);
    expect(await foreign().findRun(ours.id)).toBeUndefined();
  });
});

describe('somebody else’s write after a write whose reply is lost', () => {
  it('is not taken for ours: a heartbeat whose row was written again meets a conflict', async () => {
    const { versions: base } = await initialised(foreign());
    const lease = heldBy(sampleWaitingRun().id);
    const stopped = requestCancellation(lease, { cause: 'deadline', at: sampleInstant });
    const meanwhile = async () => {
      await foreign().commit({ base: (await ready(foreign())).versions, lease: stopped });
    };
    proxy().script({ fault: { kind: 'lose_reply', meanwhile }, match: isWrite });
    expect(await store().commit({ base, lease })).toEqual({ kind: 'conflict' });
    expect((await ready(foreign())).lease).toEqual(stopped);
  });

  it('is not undone by the next commit under the versions that we were given', async () => {
    const { versions: base, state } = await initialised(foreign());
    const run = sampleWaitingRun();
    const lease = heldBy(run.id);
    const order = { cause: 'cancel', at: sampleInstant, by: 'siti', reason: 'month end' } as const;
    const meanwhile = async () => {
      const { versions } = await ready(foreign());
      await foreign().commit({ base: versions, lease: requestCancellation(lease, order) });
    };
    proxy().script({ fault: { kind: 'lose_reply', meanwhile }, match: isWrite });
    const result = await store().commit({ base, lease, state: { ...state, active: run }, run });
    if (result.kind !== 'committed') throw new Error('expected our transaction to count as committed');
    const renewed = renew(lease, noProgress, plus(sampleInstant, seconds(20)), seconds(150));
    expect(await store().commit({ base: result.versions, lease: renewed })).toEqual({ kind: 'conflict' });
    expect((await ready(foreign())).lease).toEqual({ ...lease, stop: order });
  });

  it('is not undone when it came right after our first write of all', async () => {
    await store().read();
    const meanwhile = async () => {
      const { versions, config } = await ready(foreign());
      await foreign().commit({ base: versions, config: { ...config, changedBy: 'siti' } });
    };
    proxy().script({ fault: { kind: 'lose_reply', meanwhile }, match: isWrite });
    const result = await store().initialise(sampleRows);
    if (result.kind !== 'committed') throw new Error('expected our rows to count as committed');
    expect(await store().commit({ base: result.versions, config: sampleRows.config })).toEqual({
      kind: 'conflict',
    });
    expect((await ready(foreign())).config.changedBy).toBe('siti');
  });
});
