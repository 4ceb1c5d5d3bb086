/** The contract for what waits to be sent, and for what was. */
import { describe, expect, it } from 'vitest';
import type { ChannelName } from '../../../src/core/notices/channel.ts';
import type { Waiting } from '../../../src/core/notices/outbox.ts';
import { days, plus } from '../../../src/core/time/time.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { waitingNotice } from '../notice-samples.ts';
import { newUlid, sampleInstant } from '../sample-records.ts';
import { initialised, ready } from './rows.ts';

const notice = (at = sampleInstant): Waiting & { readonly kind: 'notice' } =>
  waitingNotice(1, undefined, { id: newUlid(at), at });

export function describeOutbox(one: () => SchedulerStore, other: () => SchedulerStore): void {
  describe('the outbox', () => {
    it('is written with a commit, or not at all, and read with the control rows, oldest first', async () => {
      const { versions: base, state } = await initialised(one());
      const waiting = [notice(), notice(), notice()];
      expect((await one().commit({ base, state, waiting })).kind).toBe('committed');
      expect(await other().commit({ base, state, waiting: [notice()] })).toEqual({ kind: 'conflict' });
      const read = await ready(other());
      expect(read.waiting?.map(({ item }) => item)).toEqual(waiting);
      expect(read.channels).toBeUndefined();
    });

    it('hides no control row, however much waits', async () => {
      const { versions: base, state } = await initialised(one());
      let versions = base;
      for (let round = 0; round < 4; round += 1) {
        const waiting = Array.from({ length: 50 }, () => notice());
        const result = await one().commit({ base: versions, state, waiting });
        if (result.kind === 'conflict') throw new Error('met a conflict');
        versions = result.versions;
      }
      expect((await ready(one())).waiting?.length).toBeGreaterThanOrEqual(100);
    });

    it('is claimed by one of two processes, whose version the next write needs', async () => {
      const { versions: base, state } = await initialised(one());
      await one().commit({ base, state, waiting: [notice()] });
      const [row] = (await ready(one())).waiting ?? [];
      if (row === undefined) throw new Error('nothing waits');
      const item = { ...row.item, claimedUntil: sampleInstant };
      const claim = { update: [{ item, version: row.version }] };
      const results = await Promise.all([one().writeOutbox(claim), other().writeOutbox(claim)]);
      expect(results.map(({ kind }) => kind).toSorted()).toEqual(['conflict', 'written']);
      const won = results.find((each) => each.kind === 'written');
      const id = item.kind === 'notice' ? item.notice.id : item.id;
      const version = won?.kind === 'written' ? won.versionOf(id) : undefined;
      expect((await ready(one())).waiting).toEqual([{ item, version }]);
      expect((await one().writeOutbox({ update: [{ item: row.item, version: version ?? '' }] })).kind).toBe(
        'written',
      );
    });

    it('is settled with a commit, or not at all', async () => {
      const { versions: base, state } = await initialised(one());
      await one().commit({ base, state, waiting: [notice(), notice()] });
      const read = await ready(one());
      const [first, second] = read.waiting ?? [];
      if (first?.item.kind !== 'notice' || second === undefined) throw new Error('too few wait');
      const { notice: told, deliveries } = first.item;
      const outbox = { remove: [first.item], update: [second], history: [{ notice: told, deliveries }] };
      const change = { base: read.versions, state, outbox };
      expect((await one().commit(change)).kind).toBe('committed');
      expect(await other().commit(change)).toEqual({ kind: 'conflict' });
      expect((await ready(other())).waiting?.map(({ item }) => item)).toEqual([second.item]);
      expect((await other().listNotices({ limit: 5 })).notices).toEqual(outbox.history);
    });

    it('loses nothing of what two processes learn about channels at the same time', async () => {
      await initialised(one());
      const state = { failures: 1, last: { kind: 'failed' as const, at: sampleInstant } };
      const learn = (store: SchedulerStore, channel: ChannelName) => {
        const { notice: told } = notice();
        const history = [{ notice: told, deliveries: [] }];
        return store.writeOutbox({ history, channels: (before) => ({ ...before, [channel]: state }) });
      };
      const written = await Promise.all([
        learn(one(), 'email'),
        learn(other(), 'slack'),
        learn(one(), 'teams'),
      ]);
      expect(written.map(({ kind }) => kind)).toEqual(['written', 'written', 'written']);
      expect((await ready(one())).channels).toEqual({ email: state, slack: state, teams: state });
    });

    it('moves what was sent into the history, newest first, page by page, and keeps it for 90 days', async () => {
      const { versions: base, state } = await initialised(one());
      const items = [notice(plus(sampleInstant, days(-91))), notice(), notice()];
      await one().commit({ base, state, waiting: items });
      const history = items.map(({ notice: told, deliveries }) => ({ notice: told, deliveries }));
      const channels = { email: { failures: 0, last: { kind: 'delivered' as const, at: sampleInstant } } };
      const change = { remove: items, history, channels: () => channels };
      expect((await one().writeOutbox(change)).kind).toBe('written');
      expect(await one().writeOutbox(change)).toEqual({ kind: 'conflict' });
      const read = await ready(other());
      expect({ waiting: read.waiting, channels: read.channels }).toEqual({ waiting: undefined, channels });
      const first = await other().listNotices({ limit: 2 });
      expect(first.notices).toEqual([history[2], history[1]]);
      const second = await other().listNotices({ limit: 2, before: first.next });
      expect(second).toEqual({ notices: [history[0]] });
      expect(await one().purge(sampleInstant, 10)).toEqual({ purged: 1, complete: true });
      expect((await one().listNotices({ limit: 5 })).notices).toHaveLength(2);
      expect((await ready(one())).channels).toEqual(channels);
    });
  });
}
