/** Who is told of what, by the rows alone: once per state, and of its end. */
import { expect, test } from 'vitest';
import { deriveNotices } from '../../../src/core/notices/derive-notices.ts';
import { recordRun } from '../../../src/core/job/job-state.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { neverHeld } from '../../../src/core/run/lease.ts';
import { type EpochMs, minutes } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  begunRun,
  configWith,
  runIdOf,
  settings,
  start,
} from '../../support/core-samples.ts';
import { Course } from '../../support/notice-course.ts';
import { channelWith } from '../../support/notice-samples.ts';
import { sampleFinishedRun } from '../../support/sample-records.ts';

test('a failure is told once, however many follow and whatever their kind, and its end once', () => {
  const job = new Course({});
  expect(job.run('succeeded')).toEqual([]);
  expect(job.run('failed')).toEqual(['email run_failed']);
  expect(job.run('timed_out')).toEqual([]);
  expect(job.run('lost')).toEqual([]);
  expect(job.look()).toEqual([]);
  expect(job.run('succeeded')).toEqual(['email recovered from run_failed']);
  expect(job.run('succeeded')).toEqual([]);
  expect(job.run('lost')).toEqual(['email run_lost']);
});

test('a channel that wants more failures gets the one that completes them, and its end after as many successes', () => {
  const job = new Course({}, { name: 'slack', afterFailures: 2, afterSuccesses: 2 });
  expect(job.run('failed')).toEqual(['email run_failed', 'slack not: streak']);
  expect(job.run('failed')).toEqual(['slack run_failed']);
  expect(job.run('succeeded')).toEqual(['email recovered from run_failed']);
  expect(job.run('failed')).toEqual(['email run_failed']);
  expect(job.run('succeeded')).toEqual(['email recovered from run_failed']);
  expect(job.run('succeeded')).toEqual(['slack recovered from run_failed']);
  expect(job.state.notices).toEqual([]);
});

test('a channel that never got the failure gets no recovery', () => {
  const job = new Course({ leastSeverity: 'critical' }, { name: 'teams', afterFailures: 2 });
  expect(job.run('failed')).toEqual([]);
  expect(job.run('succeeded')).toEqual([]);
});

test('a cancelled run is neither a failure nor a recovery, even for a channel that waits for one', () => {
  const job = new Course({}, { name: 'slack', afterFailures: 2 });
  job.run('failed');
  expect(job.run('cancelled')).toEqual([]);
  expect(job.run('failed')).toEqual(['slack run_failed']);
  expect(job.run('succeeded').toSorted()).toEqual([
    'email recovered from run_failed',
    'slack recovered from run_failed',
  ]);
});

test('a failure and a recovery that nobody looked at in between are both told', () => {
  const job = new Course({});
  job.run('failed');
  job.state = recordRun(job.state, sampleFinishedRun('succeeded', job.now));
  expect(job.run('failed')).toEqual(['email recovered from run_failed', 'email run_failed']);
});

test('a muted channel is left out with a trace, and is told once the mute is over and the state is not', () => {
  const job = new Course({});
  const mute = { by: 'siti', reason: 'maintenance', since: start, until: afterHours(1) };
  job.config = configWith({ mutes: { email: mute } });
  job.state = { ...job.state, lastSuccessAt: start };
  expect(job.run('failed')).toEqual(['email not: muted']);
  expect(job.run('failed')).toEqual([]);
  job.now = afterHours(1);
  expect(job.run('failed')).toEqual(['email run_failed']);
});

test('no success by the time that is expected, and its end with the next one', () => {
  const job = new Course({});
  job.run('succeeded');
  job.now = afterHours(20);
  expect(job.look()).toEqual(['email no_success']);
  expect(job.look()).toEqual([]);
  expect(job.run('succeeded')).toEqual(['email recovered from no_success']);
});

test('a pause without an end that lasts, and its end; one with an end was planned', () => {
  const job = new Course({});
  const pause = { by: 'siti', reason: 'stocktaking', since: start };
  job.config = configWith({ pause: { ...pause, until: afterHours(100) } });
  job.now = afterHours(25);
  expect(job.look()).toEqual([]);
  job.config = configWith({ pause, notBefore: afterHours(24) });
  expect(job.look()).toEqual(['email paused_long']);
  job.config = configWith({ notBefore: afterHours(25) });
  expect(job.look()).toEqual(['email recovered from paused_long']);
});

test('during a pause without an end nobody hears that no run succeeds, but that the pause lasts', () => {
  const job = new Course({});
  job.config = configWith({ pause: { by: 'siti', reason: 'stocktaking', since: start } });
  job.now = afterHours(23.9);
  expect(job.look()).toEqual([]);
  job.now = afterHours(24);
  expect(job.look()).toEqual(['email paused_long']);
  job.now = afterHours(500);
  expect(job.look()).toEqual([]);
});

const pauseFrom = (since: EpochMs, until?: EpochMs) =>
  configWith({ pause: { by: 'siti', reason: 'closing', since, ...(until && { until }) } });

test('a long pause ends for those who were told when it is renewed, and they are told again', () => {
  const job = new Course({});
  job.config = pauseFrom(start);
  job.now = afterHours(30);
  job.look();
  job.now = afterHours(30.1);
  job.config = pauseFrom(job.now);
  expect(job.look()).toEqual(['email recovered from paused_long']);
  expect(job.last).toMatchObject({ since: afterHours(30.1) });
  job.now = afterHours(60);
  expect(job.look()).toEqual(['email paused_long']);
  job.now = afterHours(60.1);
  job.config = pauseFrom(job.now, afterHours(70));
  expect(job.look()).toEqual(['email recovered from paused_long']);
  expect(job.last).toMatchObject({ since: afterHours(60.1), until: afterHours(70) });
});

test('a long pause is not over because PAUSE_NOTICE_HOURS was raised meanwhile', () => {
  const job = new Course({});
  job.config = pauseFrom(start);
  const told = [{ channel: 'email' as const, noticeId: runIdOf(9), since: afterHours(1) }];
  job.state = { ...job.state, notices: [{ kind: 'paused_long', since: afterHours(1), told }] };
  job.now = afterHours(2);
  expect(job.look()).toEqual([]);
});

test('what nobody has mended is not over because a change or a pause puts off the next success', () => {
  const job = new Course({});
  job.run('succeeded');
  job.now = afterHours(20);
  job.look();
  job.config = configWith({ notBefore: afterHours(20) });
  expect(job.look()).toEqual([]);
  job.config = configWith({ pause: { by: 'siti', reason: 'repair', since: job.now } });
  expect(job.look()).toEqual([]);
  job.config = configWith({ notBefore: afterHours(21) });
  job.now = afterHours(21);
  expect(job.run('succeeded')).toEqual(['email recovered from no_success']);
});

test('an end that stays open for five minutes, and its settlement', () => {
  const job = new Course({});
  const reconciling = begunRun(({ attempt }) => ({ kind: 'reconciling', attempt, since: start }));
  job.now = afterMinutes(4);
  expect(job.record(reconciling)).toEqual([]);
  job.now = afterMinutes(5);
  expect(job.look()).toEqual(['email end_open']);
  expect(job.record(begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start })))).toEqual([
    'email recovered from end_open',
  ]);
});

test('a run that takes unusually long, until it has ended, whoever looks', () => {
  const job = new Course({});
  const running = begunRun((state) => state);
  job.usual = { runId: running.id, limit: minutes(90), usual: minutes(60) };
  job.now = afterMinutes(90);
  expect(job.record(running)).toEqual([]);
  job.now = afterMinutes(91);
  expect(job.look()).toEqual(['email unusually_long']);
  job.usual = undefined;
  expect(job.look()).toEqual([]);
  const ended = { ...sampleFinishedRun('succeeded', job.now), id: running.id };
  expect(job.record(ended)).toEqual(['email recovered from unusually_long']);
});

test('somebody else’s run, until a run of our own has come to its end', () => {
  const job = new Course({});
  const skipped = sampleFinishedRun('skipped', start);
  const foreign = { ...skipped, state: { ...skipped.state, skip: 'foreign_run' as const } };
  expect(job.record(foreign)).toEqual(['email foreign_run']);
  const other = sampleFinishedRun('skipped', afterHours(1));
  expect(job.record({ ...other, state: { ...other.state, skip: 'still_running' as const } })).toEqual([]);
  expect(job.run('succeeded')).toEqual(['email recovered from foreign_run']);
});

test('a clock that went back, until a run succeeds under it', () => {
  const job = new Course({});
  const noted = {
    since: start,
    instance: 'a:1',
    at: start,
    latest: afterHours(5),
    before: { notBefore: start },
  };
  job.state = { ...job.state, clockNotice: { ...noted, givenBack: false, told: false } };
  expect(job.look()).toEqual(['email clock_went_back']);
  expect(job.run('succeeded')).toEqual(['email recovered from clock_went_back']);
  expect(job.last).toHaveProperty('runId');
});

test('a clock that was put forward again, without naming a run that proves it', () => {
  const job = new Course({});
  job.run('succeeded');
  const noted = { since: start, instance: 'a:1', at: start, latest: afterHours(5) };
  const clockNotice = { ...noted, before: { notBefore: start }, givenBack: false, told: false };
  job.state = { ...job.state, clockNotice };
  job.look();
  job.state = { ...job.state, clockNotice: { ...clockNotice, givenBack: true } };
  expect(job.look()).toEqual(['email recovered from clock_went_back']);
  expect(job.last).not.toHaveProperty('runId');
});

test('a channel that answered 410 is told to the others, until its address is another one', () => {
  const job = new Course({}, { name: 'webhook' });
  const off = { since: start, addressHash: 'of the first address' };
  job.channels = { webhook: { failures: 1, off } };
  expect(job.look()).toEqual(['email channel_off', 'webhook not: off']);
  job.channels = { webhook: { failures: 1, off: { ...off, addressHash: 'of another one' } } };
  expect(job.look()).toEqual(['email recovered from channel_off']);
});

/** As after a restart with other settings. */
const wrongSlack = [
  { part: 'slack' as const, problems: ['SLACK_WEBHOOK_URL has a wrong value (not shown)'] },
];

test('the others are told once that the settings of a channel are wrong, and once that they are right', () => {
  const job = new Course({});
  job.wrong = [...wrongSlack, { part: 'metrics', problems: ['METRICS_TOKEN has a wrong value (not shown)'] }];
  expect(job.look()).toEqual(['email channel_off']);
  expect(job.look()).toEqual([]);
  job.wrong = [];
  job.configured = [channelWith(), channelWith({ name: 'slack' })];
  expect(job.look()).toEqual(['email recovered from channel_off']);
});

test('a channel that somebody removes does not work again', () => {
  const job = new Course({});
  job.wrong = wrongSlack;
  job.look();
  job.wrong = [];
  expect(job.look()).toEqual([]);
  expect(job.state.notices).toEqual([]);
});

test('what has ended waits for a channel whose settings are wrong, and what lasts is told once they are right', () => {
  const job = new Course({}, { name: 'slack' });
  const both = job.configured;
  job.run('failed');
  [job.wrong, job.configured] = [wrongSlack, [channelWith()]];
  expect(job.run('succeeded')).toEqual([
    'email recovered from run_failed',
    'slack recovered from run_failed',
    'email channel_off',
  ]);
  expect(job.run('failed')).toEqual(['email run_failed']);
  [job.wrong, job.configured] = [[], both];
  expect(job.look()).toEqual(['email recovered from channel_off', 'slack run_failed']);
});

test('what is told has the facts, and none of the server’s own words', () => {
  const job = new Course({});
  const failed = sampleFinishedRun('failed', start);
  const failure = {
    class: 'data' as const,
    message: 'Cannot insert duplicate key (Siti, 3.000.000)',
    remedy: '',
    number: 2627,
  };
  const run = { ...failed, state: { ...failed.state, failure } };
  const state = recordRun(job.state, run);
  const { notices } = deriveNotices(
    { config: job.config, lease: neverHeld, state },
    { now: afterHours(1), settings, configured: job.configured, newId: () => runIdOf(1) },
  );
  expect(notices).toMatchObject([
    { notice: { kind: 'run_failed', severity: 'warning', runId: run.id, failures: 1, attempts: 1 } },
  ]);
  expect(JSON.stringify(notices)).toContain('2627');
  expect(JSON.stringify(notices)).not.toContain('Siti');
});

test('a channel that is on again hears of what stands, and never of the end of what was refused with 410', () => {
  const job = new Course({});
  expect(job.run('failed')).toEqual(['email run_failed']);
  job.channels = { email: { failures: 1, off: { since: start, addressHash: channelWith().addressHash } } };
  expect(job.look()).toEqual(['email not: off']);
  job.channels = undefined;
  expect(job.look()).toEqual(['email run_failed']);
  job.channels = { email: { failures: 1, off: { since: start, addressHash: channelWith().addressHash } } };
  job.look();
  expect(job.run('succeeded')).toEqual([]);
  job.channels = undefined;
  expect(job.look()).toEqual([]);
});

test('a chunk of backfill that succeeds ends neither a failure nor a missing success', () => {
  const job = new Course({});
  const chunk = (): Run => ({ ...sampleFinishedRun('succeeded', job.now), trigger: 'backfill' });
  job.run('succeeded');
  job.now = afterHours(30);
  expect(job.look()).toEqual(['email no_success']);
  expect(job.run('failed')).toEqual(['email run_failed']);
  expect(job.record(chunk())).toEqual([]);
  expect(job.record(chunk())).toEqual([]);
  expect(job.run('failed')).toEqual([]);
  expect(job.run('succeeded')).toEqual([
    'email recovered from no_success',
    'email recovered from run_failed',
  ]);
});
