/** The configuration row, and what each change does to the next slot. */
import { describe, expect, test } from 'vitest';
import {
  changeInterval,
  changeSchedule,
  defaultConfig,
  JobConfig,
  pauseSchedule,
  resumeSchedule,
} from '../../../src/core/job/job-config.ts';
import { nextSlot } from '../../../src/core/schedule/timeline/next-slot.ts';
import {
  afterHours,
  afterMinutes,
  configWith,
  fixedRate,
  intervalIn,
  settings,
  settingsWith,
  start,
} from '../../support/core-samples.ts';

const now = afterHours(1);
const budi = { id: 'user:aad::budi', name: 'budi' };
const pause = { by: 'siti', reason: 'month-end closing', since: start };

describe('the first configuration', () => {
  const first = defaultConfig(settings, start);

  test('runs every 3 hours after the previous run ended, in Jakarta, for yesterday and today', () => {
    expect(first).toEqual({
      schedule: { kind: 'interval', hours: 3, after: 'finish', anchor: afterMinutes(5) },
      timeZone: 'Asia/Jakarta',
      daysBack: 1,
      notBefore: afterMinutes(5),
      changedAt: start,
      changedBy: 'first start',
    });
  });

  test('is enabled, and its first run is due 5 minutes after the deployment', () => {
    expect(first).not.toHaveProperty('pause');
    expect(nextSlot(first, first)?.at).toBe(afterMinutes(5));
  });

  test('follows the settings', () => {
    const other = settingsWith({
      INTERVAL_HOURS: '0.5',
      START_DELAY_SECONDS: '0',
      RANGE_DAYS_BACK: '7',
      TIME_ZONE: 'Europe/Berlin',
    });
    expect(defaultConfig(other, start)).toMatchObject({
      schedule: { hours: 0.5 },
      notBefore: start,
      daysBack: 7,
      timeZone: 'Europe/Berlin',
    });
  });
});

describe('no change fires by surprise', () => {
  test('a changed schedule is due after the start delay at the earliest', () => {
    const changed = changeSchedule(configWith(), fixedRate(0.5), budi, now, settings);
    expect(changed).toMatchObject({ notBefore: afterMinutes(5, now), changedAt: now, changedBy: 'budi' });
  });

  test('a change shortly after another one does not bring the slot forward', () => {
    const config = configWith({ notBefore: afterHours(2) });
    expect(changeSchedule(config, fixedRate(0.5), budi, now, settings).notBefore).toBe(afterHours(2));
  });

  test('a resumed schedule is due after the start delay at the earliest, however long it was paused', () => {
    const resumed = resumeSchedule(pauseSchedule(configWith(), pause), afterHours(1_000), settings);
    expect(nextSlot(resumed, { notBefore: resumed.notBefore, lastEnd: start })?.at).toBe(
      afterMinutes(5, afterHours(1_000)),
    );
  });
});

const change = (interval: Parameters<typeof changeInterval>[1], config = configWith()) =>
  changeInterval(config, interval, budi, now, settings);

describe('another interval', () => {
  test('that is in force already changes nothing', () => {
    expect(change({ hours: 3 })).toEqual({ kind: 'unchanged', config: configWith() });
    expect(change({ hours: 3, after: 'finish' })).toEqual({ kind: 'unchanged', config: configWith() });
  });

  test('counts as before unless the counting is named', () => {
    expect(change({ hours: 6 })).toMatchObject({
      kind: 'changed',
      config: { schedule: { hours: 6, after: 'finish' }, changedBy: 'budi', changedAt: now },
    });
    expect(change({ hours: 3, after: 'start' })).toMatchObject({
      kind: 'changed',
      config: { schedule: { hours: 3, after: 'start' } },
    });
    const fixed = configWith({ schedule: fixedRate(3) });
    expect(change({ hours: 6 }, fixed).config.schedule).toMatchObject({ hours: 6, after: 'start' });
  });

  test('at a fixed rate counts from the first instant that the change permits', () => {
    const { config } = change({ hours: 6, after: 'start' });
    expect(intervalIn(config).anchor).toBe(afterMinutes(5, now));
    expect(nextSlot(config, config)?.at).toBe(afterMinutes(5, now));
  });
});

describe('a pause', () => {
  test('keeps who, why and since when, and leaves the schedule and its author alone', () => {
    const paused = pauseSchedule(configWith(), pause);
    expect(paused).toEqual({ ...configWith(), pause });
  });

  test('keeps what a change has put off since the pause was over', () => {
    const paused = pauseSchedule(configWith(), { ...pause, until: now });
    const { config } = changeInterval(paused, { hours: 6 }, budi, afterMinutes(30, now), settings);
    expect(resumeSchedule(config, now, settings).notBefore).toBe(afterMinutes(35, now));
  });

  test('leaves in the row only that the next slot comes later', () => {
    expect(resumeSchedule(pauseSchedule(configWith(), pause), now, settings)).toEqual(
      configWith({ notBefore: afterMinutes(5, now) }),
    );
  });
});

describe('the row', () => {
  test('survives being written as JSON and read back', () => {
    const config = pauseSchedule(configWith(), { ...pause, until: now });
    expect(JobConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  test.each([
    ['an interval below half an hour', configWith({ schedule: fixedRate(0.25) })],
    ['an interval above a day', configWith({ schedule: fixedRate(25) })],
    ['a schedule of a later version', { ...configWith(), schedule: { kind: 'lunar', phase: 'full' } }],
    ['a zone that does not exist', { ...configWith(), timeZone: 'Asia/Bandung' }],
  ])('with %s is refused rather than run', (_, row) => {
    expect(JobConfig.safeParse(row).success).toBe(false);
  });
});
