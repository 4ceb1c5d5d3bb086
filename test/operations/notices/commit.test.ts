/** What is to be told is written with the change that makes it true, and nothing is written where nobody listens. */
import { expect, test } from 'vitest';
import { idGeneratorWith } from '../../../src/adapters/system/id-generator.ts';
import { recordRun } from '../../../src/core/job/job-state.ts';
import { commit, commitNews } from '../../../src/operations/commit.ts';
import { stop } from '../../../src/operations/commands/stop.ts';
import type { Notifier } from '../../../src/ports/sending.ts';
import { noChannels } from '../../../src/adapters/notify/notifier.ts';
import { channelWith } from '../../support/notice-samples.ts';
import { runningRun, settings, start } from '../../support/core-samples.ts';
import { sampleFinishedRun } from '../../support/sample-records.ts';
import { by, createCommandWorld } from '../support/command-world.ts';
import { createWorld, keysWith, refuse, writeAsOther } from '../support/world.ts';
import { hours } from '../../../src/core/time/time.ts';

const notifier: Notifier = { channels: [channelWith()], send: refuse, pings: true, ping: refuse };
const idGenerator = idGeneratorWith();
const running = runningRun();
const failed = { ...sampleFinishedRun('failed', start), id: running.id };

test('a failure, its notice and the ping of its end are one write', async () => {
  const there = createWorld({ notifier, idGenerator });
  await writeAsOther(there, { state: recordRun(there.control().state, running) });
  const before = there.control();
  const writes = there.table.writes();
  const change = { state: recordRun(before.state, failed), run: failed };
  const result = await commit(there.world, before, change);
  expect(there.table.writes()).toBe(writes + 1);
  const read = await there.store.read();
  expect(read).toMatchObject({
    waiting: [
      { item: { kind: 'notice', notice: { kind: 'run_failed', runId: failed.id } } },
      { item: { kind: 'ping', end: 'fail', runId: failed.id } },
    ],
    state: { notices: [{ kind: 'run_failed', told: [{ channel: 'email' }] }] },
  });
  if (result.kind === 'conflict' || read.kind === 'empty') throw new Error('expected rows');
  expect(result.snapshot.state).toEqual(read.state);
  expect(result.snapshot.versions).toEqual(read.versions);
});

test('a change that loses the race tells nobody', async () => {
  const there = createWorld({ notifier, idGenerator });
  const before = there.control();
  await writeAsOther(there, { state: before.state });
  const result = await commit(there.world, before, { state: recordRun(before.state, failed), run: failed });
  expect(result.kind).toBe('conflict');
  expect(keysWith(there, 'control-waiting-')).toEqual([]);
});

test('without channels and pings nothing is derived, and nothing is written', async () => {
  const there = createWorld({ notifier: noChannels });
  const before = there.control();
  await commit(there.world, before, { state: recordRun(before.state, failed), run: failed });
  expect(keysWith(there, 'control-').toSorted()).toEqual([
    'control-config',
    'control-lease',
    'control-state',
  ]);
  expect(there.control().state.notices).toBeUndefined();
  await commitNews(there.world, there.control());
  expect(there.table.writes()).toBe(1);
});

test('what becomes true by waiting is written once', async () => {
  const there = createWorld({ notifier, idGenerator });
  await commitNews(there.world, there.control());
  expect(there.table.writes()).toBe(0);
  there.clock.set(hours(24));
  await commitNews(there.world, there.control());
  await commitNews(there.world, there.control());
  expect(there.table.writes()).toBe(1);
  expect(keysWith(there, 'control-waiting-')).toHaveLength(1);
});

test('a command tells who changed what', async () => {
  const there = createCommandWorld({ notifier, idGenerator });
  await stop(there.world, by('stop'), { reason: 'stocktaking' });
  const notice = {
    kind: 'config_changed',
    changes: ['paused'],
    by: 'siti',
    reason: 'stocktaking',
    severity: 'info',
  };
  expect(await there.store.read()).toMatchObject({ waiting: [{ item: { notice } }] });
});

test('a notice that every channel leaves out because it is muted is kept in the history at once', async () => {
  const there = createWorld({ notifier: { ...notifier, pings: false }, idGenerator });
  const { config, state } = there.control();
  const mute = { by: 'siti', reason: 'maintenance', since: start, until: start + settings.startDelay };
  await writeAsOther(there, { config: { ...config, mutes: { email: mute as never } } });
  await commit(there.world, there.control(), { state: recordRun(state, failed), run: failed });
  expect(keysWith(there, 'control-waiting-')).toEqual([]);
  expect(await there.store.listNotices({ limit: 5 })).toMatchObject({
    notices: [{ notice: { kind: 'run_failed' }, deliveries: [{ why: 'muted' }] }],
  });
});

const problems = ['SLACK_WEBHOOK_URL has a wrong value (not shown)'];

test('a channel whose settings are wrong is told of by the others, once', async () => {
  const there = createWorld({ notifier, idGenerator, wrongSettings: [{ part: 'slack', problems }] });
  await commitNews(there.world, there.control());
  await commitNews(there.world, there.control());
  expect(await there.store.read()).toMatchObject({
    waiting: [{ item: { notice: { kind: 'channel_off', channel: 'slack', cause: 'settings' } } }],
  });
  expect(there.table.writes()).toBe(1);
});

test('while the only channel is left off, it is known what it was told of, and its end waits for it', async () => {
  const slack = channelWith({ name: 'slack' });
  const there = createWorld({ notifier: { ...notifier, channels: [slack] }, idGenerator });
  await commit(there.world, there.control(), { state: recordRun(there.control().state, failed) });
  const leftOff = {
    ...there.world,
    notifier: { ...notifier, channels: [] },
    wrongSettings: [{ part: 'slack' as const, problems }],
  };
  const succeeded = sampleFinishedRun('succeeded', start);
  const before = await there.store.read();
  if (before.kind === 'empty') throw new Error('expected rows');
  await commit(leftOff, before, { state: recordRun(before.state, succeeded) });
  expect(await there.store.read()).toMatchObject({
    waiting: [
      { item: { notice: { kind: 'run_failed' } } },
      { item: { notice: { kind: 'recovered' }, deliveries: [{ channel: 'slack', kind: 'waiting' }] } },
    ],
  });
});
