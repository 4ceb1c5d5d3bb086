/** Delivery: claimed before it is sent, repeated until it arrives, in nobody's way. */
import { setImmediate } from 'node:timers/promises';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import type { SendResult } from '../../../src/core/notices/channel.ts';
import type { Waiting } from '../../../src/core/notices/outbox.ts';
import { days, hours, minus, minutes, plus, seconds } from '../../../src/core/time/time.ts';
import { afterTick } from '../../../src/operations/notices/after-tick.ts';
import { deliver } from '../../../src/operations/notices/deliver.ts';
import { sendTest } from '../../../src/operations/notices/send-test.ts';
import { telling } from '../../../src/operations/tell-notices.ts';
import { tick } from '../../../src/operations/tick.ts';
import type { World } from '../../../src/ports.ts';
import type { Notifier, Outgoing } from '../../../src/ports/sending.ts';
import { runIdOf, start } from '../../support/core-samples.ts';
import { channelWith, waitingFor, waitingNotice } from '../../support/notice-samples.ts';
import { recordingLog } from '../support/recording-log.ts';
import { createWorld, keysWith, refuse, type WorldOptions, writeAsOther } from '../support/world.ts';

const idGenerator = { newId: (now: number) => ulid(now) };
const delivered = { kind: 'delivered' } as const;
const never = (): Promise<never> => new Promise(() => undefined);

/** `answer`: what each receiver says; everything sent is kept. */
async function setUp(
  answer: (outgoing: Outgoing) => SendResult | Promise<SendResult>,
  items: readonly Waiting[] = [waitingNotice(1, [waitingFor('email'), waitingFor('slack')])],
  options: WorldOptions = {},
) {
  const sent: string[] = [];
  const notifier: Notifier = {
    channels: [channelWith(), channelWith({ name: 'slack' })],
    send: async (outgoing) => {
      sent.push(`${outgoing.channel} ${outgoing.notice.id.at(-1)}`);
      return answer(outgoing);
    },
    pings: false,
    ping: refuse,
  };
  const there = createWorld({ notifier, idGenerator, ...options });
  const { versions: base, state } = there.control();
  await there.store.commit({ base, state, waiting: items });
  const said = recordingLog();
  const rows = async () => {
    const read = await there.store.read();
    if (read.kind === 'empty') throw new Error('expected rows');
    return read;
  };
  return { ...there, sent, said, rows };
}

test('what arrives everywhere moves into the history, and the log says so', async () => {
  const { world, store, sent, said, rows } = await setUp(() => delivered);
  await deliver(world, said.log);
  expect(sent).toEqual(['email 1', 'slack 1']);
  expect((await rows()).waiting).toBeUndefined();
  expect((await rows()).channels).toMatchObject({ email: { last: { kind: 'delivered' }, failures: 0 } });
  const { notices } = await store.listNotices({ limit: 5 });
  expect(notices).toMatchObject([
    { deliveries: [{ kind: 'delivered' }, { kind: 'delivered', attempts: 1 }] },
  ]);
  expect(said.of('notice_delivered')).toHaveLength(2);
});

test('a channel that fails is tried again, alone, and keeps no other from its notice', async () => {
  const { world, clock, sent, said, rows } = await setUp(({ channel }) =>
    channel === 'email' ? { kind: 'retry', problem: 'no answer' } : delivered,
  );
  await deliver(world, said.log);
  await deliver(world, said.log);
  expect(sent).toEqual(['email 1', 'slack 1']);
  clock.set(minutes(1));
  await deliver(world, said.log);
  expect(sent).toEqual(['email 1', 'slack 1', 'email 1']);
  expect((await rows()).channels).toMatchObject({ email: { failures: 2, last: { problem: 'no answer' } } });
  // Once, not for each try.
  expect(said.of('notice_failed')).toHaveLength(1);
});

test('two processes that look at the same time send once', async () => {
  const there = await setUp(async () => {
    await setImmediate();
    return delivered;
  });
  const { world, store, sent, said, rows } = there;
  const read = await rows();
  await Promise.all([deliver(world, said.log, read), deliver({ ...world, store }, said.log, read)]);
  expect(sent).toEqual(['email 1', 'slack 1']);
});

test('what a process that died had claimed is sent a minute later, with the same id', async () => {
  const claimed = { ...waitingNotice(1), claimedUntil: (start + minutes(1)) as never };
  const { world, clock, sent, said } = await setUp(() => delivered, [claimed]);
  await deliver(world, said.log);
  expect(sent).toEqual([]);
  clock.set(minutes(1));
  await deliver(world, said.log);
  expect(sent).toEqual(['email 1']);
});

test('a process that was suspended after its claim sends nothing', async () => {
  const { world, sent, said, clock } = await setUp(() => delivered, undefined, {
    store: (adapter) => ({
      writeOutbox: async (change) => {
        const written = await adapter.writeOutbox(change);
        await clock.advance(hours(1));
        return written;
      },
    }),
  });
  await deliver(world, said.log);
  expect(sent).toEqual([]);
});

test('a channel that never answers and one that throws are failures like others', async () => {
  const { world, clock, said, rows } = await setUp(({ channel }) => {
    if (channel === 'slack') throw new TypeError('https://hooks.example.com/secret');
    return never();
  });
  let ended = false;
  void deliver(world, said.log).then(() => (ended = true));
  await clock.advance(seconds(15));
  await setImmediate();
  expect(ended).toBe(true);
  expect((await rows()).channels).toMatchObject({
    email: { last: { problem: 'no answer within 12 seconds' } },
    slack: { last: { problem: 'the channel failed unexpectedly (TypeError)' } },
  });
});

test('a tick waits for its receivers for a moment only, and the next one says what became of them', async () => {
  const { promise, resolve } = Promise.withResolvers<SendResult>();
  const { world, clock, said, rows } = await setUp(() => promise);
  let ended = false;
  const first = afterTick(world, said.log, await rows()).then(() => (ended = true));
  await clock.advance(seconds(3));
  expect(ended).toBe(false);
  await clock.advance(seconds(1));
  await first;
  expect(said.lines).toEqual([]);
  resolve(delivered);
  await clock.advance(seconds(1));
  await afterTick(world, said.log, await rows());
  expect(said.of('notice_delivered')).toHaveLength(2);
});

test('an idle tick with channels and nothing to say reads once and writes nothing', async () => {
  const { world, said, table } = await setUp(refuse, [
    waitingNotice(1, [{ ...waitingFor('email'), nextAt: (start + minutes(5)) as never } as never]),
  ]);
  await tick(world, said.log);
  const writes = table.writes();
  await tick(world, said.log);
  expect(table.writes()).toBe(writes);
});

test('410 switches a channel off until a test arrives', async () => {
  const { world, said, sent, rows, ...there } = await setUp(
    ({ notice }) => (notice.kind === 'test' ? delivered : { kind: 'gone', problem: '410' }),
    [waitingNotice(1), waitingNotice(2)],
  );
  await deliver(world, said.log);
  expect(sent).toEqual(['email 1']);
  expect(said.of('channel_off')).toHaveLength(1);
  expect((await rows()).channels).toMatchObject({ email: { off: { since: start } } });
  expect(await sendTest(world, 'siti')).toMatchObject([
    { channel: 'email', result: delivered },
    { channel: 'slack', result: delivered },
  ]);
  expect((await rows()).channels?.email?.off).toBeUndefined();
  expect(keysWith(there, 'notice-')).toHaveLength(3);
});

test('what is refused is given up at once with a trace, and what is behind it is sent', async () => {
  const { world, store, sent, said, rows } = await setUp(
    ({ notice }) => (notice.id === runIdOf(1) ? { kind: 'refused', problem: 'answered 400' } : delivered),
    [waitingNotice(1), waitingNotice(2)],
  );
  await deliver(world, said.log);
  await deliver(world, said.log);
  expect(sent).toEqual(['email 1', 'email 2']);
  expect((await rows()).waiting).toBeUndefined();
  expect((await store.listNotices({ limit: 5 })).notices).toMatchObject([
    { deliveries: [{ kind: 'delivered' }] },
    { deliveries: [{ kind: 'given_up', attempts: 1, problem: 'answered 400' }] },
  ]);
});

test('two processes that write what they learnt at the same moment lose nothing', async () => {
  const { world, store, rows } = await setUp(refuse, []);
  const learn = (each: typeof store, channel: 'email' | 'slack', number: number) =>
    each.writeOutbox({
      history: [{ notice: waitingNotice(number).notice, deliveries: [] }],
      channels: (before) => ({ ...before, [channel]: { failures: number } }),
    });
  await Promise.all([learn(store, 'email', 1), learn(world.store, 'slack', 2)]);
  expect((await rows()).channels).toEqual({ email: { failures: 1 }, slack: { failures: 2 } });
});

test('who is muted before a notice was sent hears of the state after the mute, and not of its end alone', async () => {
  const pause = { by: 'siti', reason: 'closing', since: minus(start, days(10)) };
  const mute = { by: 'siti', reason: 'maintenance', since: start, until: plus(start, hours(1)) };
  const first = waitingNotice(1, [waitingFor('email'), waitingFor('slack')], {
    kind: 'paused_long',
    ...pause,
  });
  const there = await setUp(() => delivered, [first]);
  const { world, clock, sent, said, rows, control } = there;
  const told = (['email', 'slack'] as const).map((channel) => ({
    channel,
    noticeId: runIdOf(1),
    since: start,
  }));
  const state = { ...control().state, notices: [{ kind: 'paused_long' as const, since: start, told }] };
  await writeAsOther(there, { config: { ...control().config, pause, mutes: { email: mute } }, state });
  await deliver(world, said.log);
  expect(sent).toEqual(['slack 1']);
  expect((await rows()).state.notices?.[0]?.told).toMatchObject([{ channel: 'slack' }]);
  expect(await tick(world, said.log)).toBe('wait');
  expect(sent).toHaveLength(1);
  clock.set(hours(1));
  expect(await tick(world, said.log)).toBe('wait');
  expect(sent.map((each) => each.split(' ')[0])).toEqual(['slack', 'email']);
  const { pause: _, ...resumed } = control().config;
  await writeAsOther(there, { config: resumed });
  await tick(world, said.log);
  const { notices } = await there.store.listNotices({ limit: 5 });
  expect(notices.map(({ notice }) => notice.kind)).toContain('recovered');
});

test('a test that arrives while another channel takes its time switches its channel on for good', async () => {
  let testSent: Promise<unknown> | undefined;
  const { world, said, rows, clock } = await setUp(
    async ({ channel, notice }) => {
      if (notice.kind === 'test') return delivered;
      if (channel === 'email') return { kind: 'gone', problem: '410' };
      // Somebody switches the e-mail on while Slack still thinks.
      testSent ??= sendTest(world, 'siti');
      await testSent;
      return delivered;
    },
    [waitingNotice(1)],
  );
  await deliver(world, said.log);
  expect((await rows()).channels?.email?.off).toBeDefined();
  const { versions: base, state } = await rows();
  await world.store.commit({ base, state, waiting: [waitingNotice(2, [waitingFor('slack')])] });
  clock.set(minutes(2));
  await deliver(world, said.log);
  expect(await testSent).toHaveLength(2);
  const { channels } = await rows();
  expect(channels).toMatchObject({ slack: { delivered: 2 }, email: { failures: 0, delivered: 1 } });
  expect(channels?.email?.off).toBeUndefined();
});

test.each(['', '{}', '{"kind":"notice"}', 'null'])(
  'a damaged row of what waits stops neither the tick nor the other notices: %j',
  async (document) => {
    const { world, table, said, sent } = await setUp(() => delivered, [waitingNotice(1), waitingNotice(2)]);
    table.put(keysWith({ table }, 'control-waiting-')[0] ?? '', { document });
    table.put('control-channels', { document });
    expect(await telling(world, said.log, () => tick(world, said.log))).toBe('wait');
    expect(sent).toEqual(['email 2']);
    const damaged = said.of('row_damaged').map(({ fields }) => fields?.['row']);
    expect(damaged).toContainEqual(expect.stringMatching(/^control-waiting-/));
  },
);

test('nothing that fails stops a tick', async () => {
  const { world, said } = await setUp(() => delivered, undefined, {
    store: () => ({ writeOutbox: () => Promise.reject(new Error('no answer')) }),
  });
  expect(await tick(world, said.log)).toBe('wait');
  expect(said.lines.map(({ line }) => line)).toContainEqual(expect.stringContaining('Notices were not sent'));
});

test('a notice waits for a channel whose settings are wrong, keeps no tick busy, and arrives once they are right', async () => {
  const { world, clock, sent, said, rows } = await setUp(
    () => delivered,
    [waitingNotice(1, [waitingFor('slack')])],
  );
  const { notifier } = world;
  let writes = 0;
  const wrong: World = {
    ...world,
    notifier: { ...notifier, channels: [channelWith()] },
    wrongSettings: [{ part: 'slack', problems: ['SLACK_WEBHOOK_URL …'] }],
    store: {
      ...world.store,
      writeOutbox: (change) => {
        writes += 1;
        return world.store.writeOutbox(change);
      },
    },
  };
  await deliver(wrong, said.log, await rows());
  await clock.advance(hours(20));
  await deliver(wrong, said.log, await rows());
  expect([sent, writes]).toEqual([[], 0]);
  await deliver(world, said.log);
  expect(sent).toEqual(['slack 1']);
  expect((await rows()).waiting).toBeUndefined();
});
