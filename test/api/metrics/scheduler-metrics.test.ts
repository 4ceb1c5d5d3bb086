/** What scrapers get to see of the control rows. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeMetrics } from '../../../src/api/metrics/exposition.ts';
import { pauseSchedule } from '../../../src/core/job/job-config.ts';
import { recordRun } from '../../../src/core/job/job-state.ts';
import { ChannelName } from '../../../src/core/notices/channel.ts';
import { endAttempt } from '../../../src/core/run/end-attempt.ts';
import {
  afterHours,
  afterMinutes,
  afterSeconds,
  configWith,
  endContext,
  heldLease,
  runningRun,
  snapshotWith,
  start,
} from '../../support/core-samples.ts';
import { channelWith } from '../../support/notice-samples.ts';
import { familiesOf, valuesOf } from '../../support/metric-samples.ts';
import { readOpenMetrics } from '../../support/openmetrics-reader.ts';
import { anyConfig, anyLease, anyState } from '../../support/record-arbitraries.ts';

const seconds = (at: number): number => at / 1_000;
const now = afterMinutes(45);
const ended = endAttempt(
  runningRun(),
  { kind: 'succeeded', rowsAffected: 1, returnValue: 0 },
  endContext(now),
);
const state = recordRun(recordRun(snapshotWith().state, runningRun()), ended);

test('a success shows as its time, its duration, a count and a step of the histogram', () => {
  expect(valuesOf(snapshotWith({ state }), now)).toMatchObject({
    'build_info{1.2.3}': 1,
    last_success_timestamp_seconds: seconds(now),
    last_run_end_timestamp_seconds: seconds(now),
    last_run_duration_seconds: 2_700,
    'runs_total{succeeded}': 1,
    'runs_total{failed}': 0,
    attempts_total: 1,
    consecutive_failures: 0,
    'run_duration_seconds_bucket{1800.0}': 0,
    'run_duration_seconds_bucket{2700.0}': 1,
    'run_duration_seconds_bucket{5400.0}': 1,
    'run_duration_seconds_bucket{+Inf}': 1,
    run_duration_seconds_count: 1,
    run_duration_seconds_sum: 2_700,
    next_run_timestamp_seconds: seconds(afterHours(3, now)),
    success_deadline_timestamp_seconds: seconds(afterHours(7.5, now)),
    schedule_interval_seconds: 10_800,
    run_time_limit_seconds: 5_400,
  });
});

test('each outcome is counted once, although the counter of failures includes two others', () => {
  const statistics = {
    ...state.statistics,
    success: 9,
    failure: 6,
    timedOut: 2,
    lost: 1,
    cancelled: 3,
    skipped: 4,
  };
  expect(valuesOf(snapshotWith({ state: { statistics } }), now)).toMatchObject({
    'runs_total{succeeded}': 9,
    'runs_total{failed}': 3,
    'runs_total{timed_out}': 2,
    'runs_total{lost}': 1,
    'runs_total{cancelled}': 3,
    'runs_total{skipped}': 4,
  });
});

test('a run in progress shows since when, and how old its lease is', () => {
  const active = runningRun();
  const lease = heldLease(active, start);
  expect(valuesOf(snapshotWith({ state: { active }, lease }), afterSeconds(30))).toMatchObject({
    'current_run{running}': 1,
    'current_run{waiting}': 0,
    current_attempt_start_timestamp_seconds: seconds(start),
    lease_age_seconds: 30,
    lease_expiry_seconds: 150,
  });
});

test('a pause shows since when and until when, and has no next run', () => {
  const pause = { by: 'siti', reason: 'closing', since: start, until: afterHours(5) };
  const values = valuesOf(snapshotWith({ config: pauseSchedule(configWith(), pause), state }), now);
  expect(values).toMatchObject({
    paused: 1,
    pause_start_timestamp_seconds: seconds(start),
    pause_end_timestamp_seconds: seconds(afterHours(5)),
  });
  expect(values).not.toHaveProperty('next_run_timestamp_seconds');
  expect(values).not.toHaveProperty('pause_notice_timestamp_seconds');
});

test('a pause without an end shows when it counts as forgotten, and the success is due then', () => {
  const config = pauseSchedule(configWith(), { by: 'siti', reason: 'closing', since: start });
  const forgotten = seconds(afterHours(24));
  expect(valuesOf(snapshotWith({ config, state }), now)).toMatchObject({
    pause_notice_timestamp_seconds: forgotten,
    success_deadline_timestamp_seconds: forgotten,
  });
});

test('ticks show when the last one came and when the next one is missing', () => {
  const mark = { since: start, at: start, nextBy: afterMinutes(12.5) };
  expect(valuesOf({ ...snapshotWith(), ticks: mark }, now)).toMatchObject({
    last_tick_timestamp_seconds: seconds(start),
    tick_deadline_timestamp_seconds: seconds(afterMinutes(12.5)),
  });
});

describe('before the first tick', () => {
  test('there are the defaults, and nothing that did not happen', () => {
    const values = valuesOf({ kind: 'empty' }, now);
    expect(values).toMatchObject({
      paused: 0,
      'runs_total{succeeded}': 0,
      schedule_interval_seconds: 10_800,
    });
    expect(
      Object.keys(values).filter((name) => /success_|last_run|current_attempt|tick|age/.test(name)),
    ).toEqual([]);
  });
});

describe('whatever the rows hold', () => {
  const anySnapshot = fc
    .record({ config: anyConfig, state: anyState, lease: anyLease })
    .map((parts) => ({ ...snapshotWith(), ...parts }));

  const channels = ChannelName.options.map((name) => channelWith({ name }));

  test('the text is OpenMetrics, with the same names, labels and order of families', () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const families = readOpenMetrics(writeMetrics(familiesOf(snapshot, now, channels), 'openmetrics'));
        for (const { name, samples } of families) {
          expect(name).toMatch(/^spjamkerja_[a-z_]+$/);
          expect(samples.flatMap(({ labels }) => Object.keys(labels))).not.toContain('job');
          expect(samples.length).toBeLessThanOrEqual(21);
        }
        expect(families.length).toBeLessThanOrEqual(30);
      }),
      { numRuns: 200 },
    );
  });

  test('no text of a person or a server is in it', () => {
    const config = configWith({
      changedBy: 'Siti Rahayu',
      pause: { by: 'Siti Rahayu', reason: 'gaji', since: start },
    });
    const text = writeMetrics(familiesOf(snapshotWith({ config, state }), now), 'openmetrics');
    expect(text).not.toMatch(/siti|gaji|Attendance/i);
  });
});

describe('the reader of the tests refuses what Prometheus refuses', () => {
  const good = writeMetrics(familiesOf(snapshotWith({ state }), now), 'openmetrics');
  test.each<readonly [string, (text: string) => string]>([
    ['no single # EOF at the end', (text) => text.replace('# EOF\n', '')],
    ['no single # EOF at the end', (text) => `${text}a 1\n`],
    [
      'a family in two places',
      (text) => text.replace('# EOF', '# HELP spjamkerja_paused x\nspjamkerja_paused 1\n# EOF'),
    ],
    ['not of its family', (text) => text.replace('\nspjamkerja_attempts_total', '\nspjamkerja_attempts')],
    [
      'its unit is not in its name',
      (text) => text.replace(/(# TYPE spjamkerja_paused gauge)/, '$1\n# UNIT spjamkerja_paused seconds'),
    ],
    ['counts that shrink', (text) => text.replace('le="2700.0"} 1', 'le="2700.0"} 2')],
    ['no number', (text) => text.replace(/\nspjamkerja_paused \d/, '\nspjamkerja_paused yes')],
    ['a sample twice', (text) => text.replace(/\n(spjamkerja_paused \d\n)/, '\n$1$1')],
  ])('%s', (problem, spoil) => {
    expect(() => readOpenMetrics(good)).not.toThrow();
    expect(() => readOpenMetrics(spoil(good))).toThrow(problem);
  });
});
