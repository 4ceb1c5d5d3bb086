/** When something is sent to whom, and what follows from each answer. */
import { expect, test } from 'vitest';
import {
  afterSending,
  channelAfter,
  claimFor,
  isClaimed,
  isDue,
  isHeld,
  neverSent,
} from '../../../src/core/notices/delivery-plan.ts';
import { planRound } from '../../../src/core/notices/plan-round.ts';
import { settleRound } from '../../../src/core/notices/settle-round.ts';
import type { Waiting } from '../../../src/core/notices/outbox.ts';
import { days, hours, minutes, plus } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  at,
  configWith,
  jakarta,
  runIdOf,
  snapshotWith,
  start,
} from '../../support/core-samples.ts';
import { channelWith, waitingFor, waitingNotice } from '../../support/notice-samples.ts';

const delivery = { channel: 'email', kind: 'waiting', attempts: 0, nextAt: start } as const;
const address = channelWith().addressHash;
const retry = { kind: 'retry', problem: 'no answer' } as const;

test('it is tried again after 1, 2, 5, 15, 30 minutes and then every hour, and given up after a day', () => {
  const waits: number[] = [];
  let now = start;
  let last = afterSending(delivery, retry, now);
  while (last.kind === 'waiting') {
    waits.push((last.nextAt - now) / 60_000);
    now = last.nextAt;
    last = afterSending(last, retry, now);
  }
  expect(waits.slice(0, 7)).toEqual([1, 2, 5, 15, 30, 60, 60]);
  expect(now - start).toBeGreaterThanOrEqual(days(1));
  expect(now - start).toBeLessThan(days(1) + hours(1));
  expect(last).toMatchObject({ kind: 'given_up', problem: 'no answer' });
});

test.each([
  ['as long as the receiver asks for', minutes(7), 7],
  ['but never longer than an hour', hours(30), 60],
])('the wait is %s', (_, after, expected) => {
  const next = afterSending(delivery, { ...retry, after }, start);
  expect(next).toMatchObject({ kind: 'waiting', nextAt: afterMinutes(expected) });
});

test.each(['refused', 'gone'] as const)('what is %s is not repeated', (kind) => {
  expect(afterSending(delivery, { kind, problem: 'no' }, start)).toMatchObject({
    kind: 'given_up',
    problem: 'no',
  });
});

test.each([
  ['22:00', 22, 6, '2026-11-24T23:30:00+07:00', true],
  ['22:00', 22, 6, '2026-11-25T05:59:00+07:00', true],
  ['22:00', 22, 6, '2026-11-25T06:00:00+07:00', false],
  ['noon', 12, 13, '2026-11-24T12:30:00+07:00', true],
  ['noon', 12, 13, '2026-11-24T13:30:00+07:00', false],
])('quiet hours from %s (%i to %i): at %s it is %s that a warning is held back', (_, from, to, now, held) => {
  const quiet = { from: from * 60, to: to * 60 };
  const isHeldNow = (severity: 'warning' | 'critical', kind: 'no_success' | 'recovered') =>
    isHeld({ severity, kind }, quiet, at(now), jakarta);
  expect(isHeldNow('warning', 'no_success')).toBe(held);
  expect(isHeldNow('critical', 'recovered')).toBe(held);
  expect(isHeldNow('critical', 'no_success')).toBe(false);
});

const claimedTo = (claimedUntil: number): Waiting => ({
  ...waitingNotice(1),
  claimedUntil: claimedUntil as never,
});

test('a claim holds for a minute, and one by a clock that was far ahead does not hold', () => {
  expect(isClaimed(claimedTo(plus(start, claimFor)), start)).toBe(true);
  expect(isClaimed(claimedTo(start), start)).toBe(false);
  expect(isClaimed(claimedTo(afterHours(5)), start)).toBe(false);
  expect(isDue({ nextAt: afterHours(5) }, start)).toBe(true);
  expect(isDue({ nextAt: afterMinutes(50) }, start)).toBe(false);
});

test('a channel that is not configured any more, muted or switched off gets nothing', () => {
  const configured = [channelWith()];
  const receiving = { configured, states: undefined, mutes: undefined, now: start };
  expect(neverSent(delivery, { at: start }, receiving)).toBeUndefined();
  expect(neverSent(delivery, { at: start }, { ...receiving, configured: [] })).toMatchObject({
    kind: 'given_up',
  });
  const mutes = { email: { by: 'siti', reason: '', since: start, until: afterHours(1) } };
  expect(neverSent(delivery, { at: start }, { ...receiving, mutes })).toMatchObject({ why: 'muted' });
  const states = {
    email: channelAfter(undefined, { kind: 'gone', problem: '410' }, 'given_up', address, start),
  };
  expect(neverSent(delivery, { at: start }, { ...receiving, states })).toMatchObject({ why: 'off' });
  const delivered = channelAfter(states.email, { kind: 'delivered' }, 'delivered', address, start);
  expect(neverSent(delivery, { at: start }, { ...receiving, states: { email: delivered } })).toBeUndefined();
});

const wrongEmail = [{ part: 'email' as const, problems: ['EMAIL_TO is missing'] }];

test('a notice waits for a channel whose settings are wrong for a day, counted from its first try or its beginning', () => {
  const given = { configured: [], wrong: wrongEmail, states: undefined, mutes: undefined };
  const receiving = (later: number) => ({ ...given, now: afterHours(later) });
  expect(neverSent(delivery, { at: start }, receiving(23))).toBeUndefined();
  expect(neverSent(delivery, { at: start }, receiving(24))).toMatchObject({
    kind: 'given_up',
    problem: 'the settings of the channel are wrong',
  });
  const tried = { ...delivery, attempts: 2, triedSince: afterHours(10) };
  expect(neverSent(tried, { at: start }, receiving(33))).toBeUndefined();
  expect(neverSent(tried, { at: start }, receiving(34))).toMatchObject({ attempts: 2 });
  const other = { ...delivery, channel: 'slack' as const };
  expect(neverSent(other, { at: start }, receiving(0))).toMatchObject({ kind: 'given_up' });
});

const rowsWith = (...items: readonly Waiting[]) => ({
  ...snapshotWith({ config: configWith() }),
  waiting: items.map((item) => ({ item, version: 'v' })),
});
const now = { now: start, configured: [channelWith(), channelWith({ name: 'slack' })], pings: true };

test('each channel gets its notices in their order: behind one that waits for another try, the others wait', () => {
  const later = { ...delivery, attempts: 1, nextAt: afterMinutes(1) };
  const both = [later, waitingFor('slack')];
  const { sends } = planRound(
    rowsWith(waitingNotice(1, both), waitingNotice(2, [waitingFor('email'), waitingFor('slack')])),
    now,
  );
  expect(sends.map(({ channel, item }) => [channel, item.notice.id])).toEqual([
    ['slack', runIdOf(1)],
    ['slack', runIdOf(2)],
  ]);
});

const over = (kind: 'no_success' | 'backfill_stopped') =>
  waitingNotice(1, undefined, { kind: 'recovered', over: kind, recovers: runIdOf(0), lasted: minutes(1) });

test('the end of a state goes out at night before the state is told again, and waits for the morning otherwise', () => {
  const quietHours = { from: 0, to: 24 * 60 };
  const night = { ...now, configured: [channelWith({ quietHours })] };
  const sent = (...items: readonly Waiting[]) =>
    planRound(rowsWith(...items), night).sends.map(({ item }) => item.notice.id);
  expect(sent(over('no_success'))).toEqual([]);
  expect(sent(over('backfill_stopped'), waitingNotice(2))).toEqual([runIdOf(2)]);
  expect(sent(over('no_success'), waitingNotice(2))).toEqual([runIdOf(1), runIdOf(2)]);
});

test('a channel that fails for long takes no other channel’s place, however much waits for it', () => {
  const later = { ...delivery, attempts: 9, nextAt: afterMinutes(60) };
  const old = Array.from({ length: 40 }, (_, index) => waitingNotice(index, [later]));
  const { rows, sends } = planRound(rowsWith(...old, waitingNotice(50, [later, waitingFor('slack')])), now);
  expect(sends).toMatchObject([{ channel: 'slack', item: { notice: { id: runIdOf(50) } } }]);
  expect(rows).toHaveLength(1);
});

test('nothing that another process has claimed is sent, nor anything behind it', () => {
  const claimed = { ...waitingNotice(1), claimedUntil: plus(start, claimFor) };
  expect(planRound(rowsWith(claimed, waitingNotice(2)), now)).toMatchObject({ rows: [], sends: [] });
});

const ping = (number: number): Waiting => ({
  kind: 'ping',
  id: runIdOf(number),
  at: start,
  end: 'fail',
  runId: runIdOf(number),
  attempts: 0,
  nextAt: start,
});

test('of several pings only the last is sent, and the others go with it', () => {
  const round = planRound(rowsWith(ping(1), ping(2)), now);
  expect(round.ping).toEqual(ping(2));
  const sent = { to: 'ping', id: runIdOf(2), what: '', attempts: 0, result: { kind: 'delivered' } } as const;
  const settled = settleRound(round, [sent], { now: start, configured: now.configured });
  expect(settled).toMatchObject({ update: [], remove: [ping(1), ping(2)], history: [] });
  expect(settled.channels).toBeUndefined();
});

test('a notice moves into the history when no channel waits for it any more', () => {
  const round = planRound(rowsWith(waitingNotice(1, [waitingFor('email'), waitingFor('slack')])), now);
  const sent = (to: 'email' | 'slack', result: typeof retry | { kind: 'delivered' }) =>
    ({ to, id: runIdOf(1), what: '', attempts: 0, result }) as const;
  const settling = { now: start, configured: now.configured };
  const half = settleRound(round, [sent('email', { kind: 'delivered' }), sent('slack', retry)], settling);
  expect(half.remove).toEqual([]);
  expect(half.update?.[0]?.item).toMatchObject({
    deliveries: [
      { channel: 'email', kind: 'delivered' },
      { channel: 'slack', kind: 'waiting', attempts: 1 },
    ],
  });
  // Whatever another process has written meanwhile stays.
  const teams = { failures: 3 };
  expect(half.channels?.({ teams, slack: { failures: 4 } })).toMatchObject({
    email: { failures: 0 },
    slack: { failures: 5 },
    teams,
  });
  const whole = settleRound(
    round,
    [sent('email', { kind: 'delivered' }), sent('slack', { kind: 'delivered' })],
    settling,
  );
  expect(whole.update).toEqual([]);
  expect(whole.history).toMatchObject([{ notice: { id: runIdOf(1) } }]);
});

test('what a process that died had claimed and settled moves into the history, and does not wait for ever', () => {
  const item = waitingNotice(1, [{ channel: 'email', kind: 'left_out', why: 'muted' }]);
  const claimed = { ...item, claimedUntil: afterMinutes(1) };
  expect(planRound(rowsWith(claimed), now).rows).toEqual([]);
  const later = { ...now, now: afterMinutes(1) };
  const round = planRound(rowsWith(claimed), later);
  const { history, remove } = settleRound(round, [], later);
  expect([history, remove]).toEqual([[{ notice: item.notice, deliveries: item.deliveries }], [claimed]]);
});

test.each([
  ['arrives', 0, { kind: 'delivered' }, { delivered: 8, givenUp: 2, failures: 0 }],
  ['is tried again', 0, retry, { delivered: 7, givenUp: 2, failures: 4 }],
  ['is given up after a day', 24, retry, { delivered: 7, givenUp: 3, failures: 4 }],
  ['is refused', 0, { kind: 'refused', problem: 'no' }, { delivered: 7, givenUp: 3, failures: 4 }],
] as const)(
  'a notice that %s is counted for its channel, in the same write',
  (_, hoursAgo, result, counted) => {
    const since = { ...delivery, triedSince: start };
    const round = planRound(rowsWith(waitingNotice(1, [since])), now);
    const sent = { to: 'email', id: runIdOf(1), what: '', attempts: 3, result } as const;
    const settling = { now: afterHours(hoursAgo), configured: now.configured };
    const before = { email: { failures: 3, delivered: 7, givenUp: 2 } };
    expect(settleRound(round, [sent], settling).channels?.(before)).toMatchObject({ email: counted });
  },
);

test('counts begin at 0 in a row of an older version, and stay at the limit of exact integers', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const older = { failures: most };
  const refused = { kind: 'refused', problem: 'no' } as const;
  expect(channelAfter(older, refused, 'given_up', address, start)).toMatchObject({
    failures: most,
    delivered: 0,
    givenUp: 1,
  });
  const full = { failures: 0, delivered: most, givenUp: most };
  expect(channelAfter(full, { kind: 'delivered' }, 'delivered', address, start)).toMatchObject(full);
});

test('the end of a run waits for a ping URL that is wrong, for a day', () => {
  const wrong = [{ part: 'ping' as const, problems: ['PING_URL has a wrong value (not shown)'] }];
  const plan = (after: number) =>
    planRound(rowsWith(ping(1)), { ...now, pings: false, wrong, now: afterHours(after) });
  expect(plan(23)).toMatchObject({ rows: [], sends: [] });
  expect(plan(23).ping).toBeUndefined();
  expect(plan(24).rows).toMatchObject([{ item: ping(1) }]);
  const removed = planRound(rowsWith(ping(1)), { ...now, pings: false });
  expect(removed.rows).toMatchObject([{ item: ping(1) }]);
});
