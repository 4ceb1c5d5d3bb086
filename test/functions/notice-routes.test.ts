/** The routes of notices: what they show, whom they refuse, and what they leave behind, over a table in memory. */
import { createHash } from 'node:crypto';
import { HttpRequest } from '@azure/functions';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/core/notices/channel.ts';
import { hours, plus } from '../../src/core/time/time.ts';
import { handlerOf } from '../../src/functions/http.ts';
import { refused } from '../../src/functions/replies.ts';
import { routes } from '../../src/api/routes.ts';
import type { World } from '../../src/ports.ts';
import type { Notifier } from '../../src/ports/sending.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { createWorld, refuse, type WorldOptions } from '../operations/support/world.ts';
import { start } from '../support/core-samples.ts';
import { channelWith, waitingFor, waitingNotice } from '../support/notice-samples.ts';
import { withJson } from './support/with-json.ts';

const later = new Date(plus(start, hours(2))).toISOString();
const mute = { channel: 'slack', until: later, reason: 'moving the workspace' };

function setUp(
  answer: SendResult = { kind: 'delivered' },
  channels: Notifier['channels'] = configured,
  store: WorldOptions['store'] = () => ({}),
  wrongSettings: World['wrongSettings'] = undefined,
) {
  const sent: string[] = [];
  const notifier: Notifier = {
    channels,
    pings: false,
    ping: refuse,
    send: async ({ channel, message }) => {
      sent.push(`${channel}: ${message.title}`);
      return channel === 'slack' ? answer : { kind: 'delivered' };
    },
  };
  const there = createWorld({
    notifier,
    store,
    wrongSettings,
    idGenerator: { newId: (now) => ulid(now) },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const recorded = recordingLog();
  const ask = async (name: string, body?: object, { key = 'k1', query = '' } = {}) => {
    const route = routes.find((each) => each.name === name);
    if (route === undefined) throw new Error(`there is no route ${name}`);
    const method = body === undefined ? 'GET' : 'POST';
    const request = new HttpRequest({
      method,
      url: `http://app/${query}`,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      ...(body === undefined ? {} : { body: { string: JSON.stringify(body) } }),
    });
    const answered = await (
      await handlerOf(route)
    )({
      request,
      world: there.world,
      log: recorded.log,
      identity: { kind: 'known', actor: { id: 'siti', name: 'siti' } },
      role: 'operator',
      from: 'unknown',
    });
    return 'kind' in answered ? refused(answered) : withJson(answered);
  };
  return { ...there, ask, sent };
}
const configured = [
  channelWith({ quietHours: { from: 1_320, to: 390 } }),
  channelWith({ name: 'slack', via: 'hooks.slack.com' }),
];

describe('a mute', () => {
  it('is shown with who, why and until when, is in the audit, and ends with null', async () => {
    const { ask, store } = setUp();
    expect(await ask('muteChannel', mute)).toMatchObject({
      status: 200,
      jsonBody: { data: { channel: 'slack', mute: { by: 'siti', reason: mute.reason } } },
    });
    const shown = await ask('notices');
    expect(shown.jsonBody.data.channels).toMatchObject([
      { channel: 'email', mute: null, quiet_hours: { from: '22:00', to: '06:30' }, last: null },
      { channel: 'slack', via: 'hooks.slack.com', mute: { by_id: 'siti', reason: mute.reason } },
    ]);
    await ask('muteChannel', { ...mute, until: null, reason: 'moved' }, { key: 'k2' });
    expect((await ask('notices')).jsonBody.data.channels).toMatchObject([{ mute: null }, { mute: null }]);
    const { entries } = await store.listAudit({ limit: 5 });
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['mute_channel', 'moved'],
      ['mute_channel', mute.reason],
    ]);
  });

  it('is not shown any more once its time has come', async () => {
    const { ask, clock } = setUp();
    await ask('muteChannel', mute);
    await clock.advance(hours(3));
    expect((await ask('notices')).jsonBody.data.channels).toMatchObject([{ mute: null }, { mute: null }]);
  });

  it.each([
    [{ ...mute, channel: 'fax' }, 'channel', /^one of email, slack, teams, webhook$/],
    [{ channel: 'slack', reason: 'x' }, 'until', /or null to end the mute$/],
    [{ ...mute, until: 'tomorrow' }, 'until', /^an ISO 8601 instant/],
    [{ ...mute, until: '2101-01-01T00:00:00Z' }, 'until', /^an instant before the year 2100$/],
    [{ ...mute, until: '2020-01-01T00:00:00Z' }, 'until', /^an instant in the future$/],
    [{ channel: 'slack', until: later }, 'reason', /^1 to 500 characters/],
    [{ ...mute, chanel: 'slack' }, 'chanel', /^only the fields channel, until, reason$/],
  ])('of %j is refused, and changes nothing', async (body, field, expected) => {
    const { ask, control } = setUp();
    const { status, jsonBody } = await ask('muteChannel', body);
    expect(status).toBe(400);
    expect(jsonBody.error.details).toContainEqual(
      expect.objectContaining({ field, expected: expect.stringMatching(expected) }),
    );
    expect(control().config.mutes).toBeUndefined();
  });

  it('of a channel that the settings do not have is refused', async () => {
    const error = { code: 'not_configured', details: [{ field: 'channel', value: 'teams' }] };
    const answer = await setUp().ask('muteChannel', { ...mute, channel: 'teams' });
    expect(answer).toMatchObject({ status: 409, jsonBody: { error } });
  });
});

describe('a test', () => {
  it('says what each channel said, and the record answers the same request again', async () => {
    const { ask, sent, store } = setUp({ kind: 'refused', problem: 'answered 404' });
    const { jsonBody } = await ask('testChannels', {});
    expect(jsonBody).toMatchObject({
      message: 'Test sent: email received it; slack refused it (answered 404)',
      data: {
        tests: [
          { channel: 'email', result: 'delivered', problem: null },
          { channel: 'slack', result: 'refused', problem: 'answered 404' },
        ],
      },
    });
    expect((await ask('testChannels', {})).jsonBody).toEqual(jsonBody);
    expect(sent).toHaveLength(2);
    expect((await store.listAudit({ limit: 5 })).entries).toMatchObject([{ action: 'test_channels' }]);
    const { channels, sent: history } = (await ask('notices')).jsonBody.data;
    expect(channels).toMatchObject([
      { last: { result: 'delivered' } },
      { last: { result: 'failed', problem: 'answered 404' } },
    ]);
    expect(history).toMatchObject([{ kind: 'test', deliveries: [{}, { result: 'given_up' }] }]);
  });

  it('is sent once, even if somebody else changes the rows meanwhile', async () => {
    let conflicts = 2;
    const { ask, sent, store } = setUp(undefined, undefined, (adapter) => ({
      commit: async (change) =>
        change.audit !== undefined && conflicts-- > 0 ? { kind: 'conflict' } : adapter.commit(change),
    }));
    expect(await ask('testChannels', {})).toMatchObject({ status: 200 });
    expect(sent).toHaveLength(2);
    expect((await store.listAudit({ limit: 5 })).entries).toHaveLength(1);
  });

  it('counts against the limit of its caller before anything is sent', async () => {
    const { ask, sent, world } = setUp();
    const statuses: unknown[] = [];
    for (let each = 0; each <= world.settings.rateLimit; each += 1)
      statuses.push((await ask('testChannels', {}, { key: `k${each}` })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(sent).toHaveLength(2 * world.settings.rateLimit);
  });

  it('and notices are counted in the metrics, which one round trip reads', async () => {
    let reads = 0;
    const { ask, store, control } = setUp({ kind: 'refused', problem: 'no' }, undefined, (adapter) => ({
      read: () => {
        reads += 1;
        return adapter.read();
      },
    }));
    await ask('testChannels', {});
    await ask('testChannels', {}, { key: 'k2' });
    const { versions: base, state } = control();
    await store.commit({ base, state, waiting: [waitingNotice(9, [waitingFor('email', 2)])] });
    reads = 0;
    const text = String((await ask('metrics')).body);
    expect(reads).toBe(1);
    expect(text.split('\n').filter((line) => /^spjamkerja_(notice|channel)/.test(line))).toEqual([
      'spjamkerja_notices_total{channel="email",result="delivered"} 2',
      'spjamkerja_notices_total{channel="email",result="given_up"} 0',
      'spjamkerja_notices_total{channel="slack",result="delivered"} 0',
      'spjamkerja_notices_total{channel="slack",result="given_up"} 2',
      'spjamkerja_notices_waiting{channel="email"} 1',
      'spjamkerja_notices_waiting{channel="slack"} 0',
      'spjamkerja_channel_consecutive_failures{channel="email"} 0',
      'spjamkerja_channel_consecutive_failures{channel="slack"} 2',
    ]);
  });

  it('without any channel is refused, and the list is empty', async () => {
    const { ask } = setUp({ kind: 'delivered' }, []);
    const error = { code: 'not_configured' };
    expect(await ask('testChannels', {})).toMatchObject({ status: 409, jsonBody: { error } });
    const data = { channels: [], waiting: [], sent: [], next: null };
    expect((await ask('notices')).jsonBody).toMatchObject({ data });
    expect(String((await ask('metrics')).body)).not.toContain('notices');
  });
});

describe('a channel whose settings are wrong', () => {
  const problems = ['TEAMS_WEBHOOK_URL has a wrong value (not shown): expected an address'];
  const wrong = [
    { part: 'teams', problems },
    { part: 'metrics', problems: ['METRICS_TOKEN …'] },
  ] as const;

  it('is listed with its problems, beside the others', async () => {
    const { ask } = setUp(undefined, undefined, undefined, wrong);
    expect((await ask('notices')).jsonBody.data).toMatchObject({
      channels: [{ channel: 'email' }, { channel: 'slack' }],
      wrong_settings: [{ part: 'teams', problems }, { part: 'metrics' }],
    });
    expect((await setUp().ask('notices')).jsonBody.data.wrong_settings).toEqual([]);
  });

  it('is counted by the health check, which names nothing', async () => {
    const { ask } = setUp(undefined, undefined, undefined, wrong);
    const data = { status: 'ok', version: '1', wrong_settings: 2 };
    expect(await ask('health')).toMatchObject({ status: 200, jsonBody: { data } });
  });

  it.each([
    ['beside the others', configured, 3],
    ['alone', [], 1],
  ])('says in a test what is wrong, %s', async (_, channels, count) => {
    const { ask, sent } = setUp(undefined, channels, undefined, wrong);
    const { tests } = (await ask('testChannels', {})).jsonBody.data;
    expect(tests).toHaveLength(count);
    expect(tests.at(-1)).toEqual({ channel: 'teams', result: 'refused', problem: problems[0] });
    expect(sent).toHaveLength(count - 1);
  });

  it('makes no channel of other wrong settings', async () => {
    const { ask } = setUp(undefined, [], undefined, wrong.slice(1));
    expect(await ask('testChannels', {})).toMatchObject({ status: 409 });
  });
});

describe('the list', () => {
  it('has what waits, in both languages, and what was sent, page by page', async () => {
    const { ask, store, control } = setUp();
    const waiting = [waitingNotice(9, [waitingFor('email', 2)])];
    const { versions: base, state } = control();
    await store.commit({ base, state, waiting });
    const history = [1, 2, 3].map((number) => {
      const { notice } = waitingNotice(number);
      return { notice, deliveries: [{ channel: 'email', kind: 'left_out', why: 'severity' } as const] };
    });
    await store.writeOutbox({ history });
    const first = (await ask('notices', undefined, { query: '?limit=2' })).jsonBody.data;
    expect(first.waiting).toMatchObject([{ deliveries: [{ result: 'waiting', attempts: 2 }] }]);
    const { title, todo } = first.waiting[0];
    expect(new Set([title.en, title.id, todo.en, todo.id]).size).toBe(4);
    expect(first.sent).toMatchObject([{ deliveries: [{ left_out: 'severity' }] }, {}]);
    const [, query] = /^\/scheduler\/notices(\?.*)$/.exec(first.next) ?? [];
    const second = (await ask('notices', undefined, { query: query ?? '' })).jsonBody.data;
    expect([...first.sent, ...second.sent].map(({ id }) => id)).toEqual(
      history.map(({ notice }) => notice.id).toReversed(),
    );
    expect(second.next).toBeNull();
  });

  it('shows a notice once that was settled between the two reads', async () => {
    const { ask, store, control } = setUp();
    const waiting = [waitingNotice(1)];
    const { versions: base, state } = control();
    await store.commit({ base, state, waiting });
    await store.writeOutbox({ history: waiting.map(({ notice }) => ({ notice, deliveries: [] })) });
    const { data } = (await ask('notices')).jsonBody;
    expect([data.waiting, data.sent]).toMatchObject([[], [{}]]);
  });

  it.each(['limit=0', 'limit=101', 'before=x', 'after=1'])('refuses %s', async (parameter) => {
    expect((await setUp().ask('notices', undefined, { query: `?${parameter}` })).status).toBe(400);
  });
});
