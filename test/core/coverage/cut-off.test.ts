/** By when the last run must begin before a closing day, and whether a period is in danger. */
import { describe, expect, test } from 'vitest';
import { toCoverageView } from '../../../src/api/views/coverage-view.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { cutOff } from '../../../src/core/coverage/cut-off.ts';
import { LateInput } from '../../../src/core/coverage/late-input.ts';
import { decide, nextSlotOf } from '../../../src/core/job/decide.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import type { JobState } from '../../../src/core/job/job-state.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { type EpochMs, LocalDate, minus, minutes, TimeZone } from '../../../src/core/time/time.ts';
import { at, configWith, settingsWith, snapshotWith } from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const zone = configWith().timeZone;

/** Runs take 30 minutes; the closing day is the 25th. */
const now = at('2026-11-24T13:45:00+07:00');
const durations = { runs: 4, sum: 4 * minutes(30), counts: [] };

const covered = (...settled: readonly DateRange[]) => ({
  ...coveredDays([], date('2026-10-01'), { zone, settlesAfterHours: 12 }),
  settled,
});
const allSettled = covered(range('2026-10-01', '2026-11-23'));

interface Given {
  readonly state?: Partial<JobState>;
  readonly config?: Partial<JobConfig>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly at?: EpochMs;
}

function snapshotAt({ state, config, settings, at: instant = now }: Given) {
  const using = settingsWith({ CUT_OFF_DAY: '25', ...settings });
  const snapshot = snapshotWith({
    config: configWith({ notBefore: at('2026-10-01T00:00:00+07:00'), ...config }),
    state: { coverage: allSettled, lastEnd: minus(instant, minutes(1)), durations, ...state },
  });
  return { snapshot, using, instant, decision: decide(snapshot, instant, using.startDelay) };
}

function cutOffAt(given: Given = {}) {
  const { snapshot, using, instant, decision } = snapshotAt(given);
  return cutOff(snapshot, nextSlotOf(decision), instant, using);
}

describe('the closing day', () => {
  test.each([
    ['25', '2026-11-25T23:59:00+07:00', '2026-11-25', '2026-10-26'],
    ['25', '2026-11-26T00:00:00+07:00', '2026-12-25', '2026-11-26'],
    ['25', '2026-12-31T12:00:00+07:00', '2027-01-25', '2026-12-26'],
    ['31', '2026-11-24T12:00:00+07:00', '2026-11-30', '2026-11-01'],
    ['31', '2028-02-10T12:00:00+07:00', '2028-02-29', '2028-02-01'],
    ['31', '2026-12-31T23:00:00+07:00', '2026-12-31', '2026-12-01'],
    ['30', '2027-03-01T12:00:00+07:00', '2027-03-30', '2027-03-01'],
    ['1', '2027-01-01T12:00:00+07:00', '2027-01-01', '2026-12-02'],
  ])('with CUT_OFF_DAY=%s at %s is %s, and its period begins on %s', (CUT_OFF_DAY, instant, day, awal) => {
    expect(cutOffAt({ settings: { CUT_OFF_DAY }, at: at(instant) })).toMatchObject({
      day,
      period: { awal, akhir: day },
    });
  });

  test('is none without the setting, and none before the coverage is known', () => {
    expect(cutOffAt({ settings: { CUT_OFF_DAY: '' } })).toBeUndefined();
    const { snapshot, using } = snapshotAt({});
    const { coverage: _, ...state } = snapshot.state;
    expect(cutOff({ ...snapshot, state }, undefined, now, using)).toBeUndefined();
  });
});

describe('the last run must begin', () => {
  test('its usual duration before the end of the day', () => {
    const startBy = at('2026-11-25T23:30:00+07:00');
    expect(cutOffAt()).toMatchObject({ unsettled: [], startBy, inDanger: false });
    const berlin = TimeZone.parse('Europe/Berlin');
    expect(cutOffAt({ config: { timeZone: berlin } })?.startBy).toBe(at('2026-11-25T23:30:00+01:00'));
  });

  test('its time limit before, while nobody knows how long it takes', () => {
    const none = { runs: 0, sum: 0, counts: [] };
    expect(cutOffAt({ state: { durations: none } })?.startBy).toBe(at('2026-11-25T22:30:00+07:00'));
  });

  test('earlier by each chunk of what is missing', () => {
    const coverage = covered(range('2026-10-01', '2026-11-15'), range('2026-11-21', '2026-11-23'));
    const gap = { unsettled: [range('2026-11-16', '2026-11-20')] };
    // Chunks of two, two and one day; each takes a run, and the day to come another.
    expect(cutOffAt({ state: { coverage } })).toMatchObject({
      ...gap,
      startBy: at('2026-11-25T22:00:00+07:00'),
    });
    // Chunks of two and two days.
    const four = covered(range('2026-10-01', '2026-11-15'), range('2026-11-20', '2026-11-23'));
    expect(cutOffAt({ state: { coverage: four } })?.startBy).toBe(at('2026-11-25T22:30:00+07:00'));
    // Chunks of four days take two runs each.
    const settings = { BACKFILL_CHUNK_DAYS: '4' };
    expect(cutOffAt({ state: { coverage }, settings })?.startBy).toBe(at('2026-11-25T22:00:00+07:00'));
  });

  test('for dates with late input too, but not for closed ones, those of other periods, and the day itself', () => {
    const late = LateInput.parse({ dates: { '2026-11-10': [now, 0] } });
    expect(cutOffAt({ state: { late } })).toMatchObject({ unsettled: [range('2026-11-10', '2026-11-10')] });
    const signed = { by: 'siti', byId: 'siti', reason: 'paid', at: now };
    const closing = { ...signed, through: date('2026-11-10') };
    expect(cutOffAt({ state: { late, closing } })).toMatchObject({ unsettled: [] });
    const coverage = covered(range('2026-10-02', '2026-11-24'));
    const instant = at('2026-11-25T20:00:00+07:00');
    expect(cutOffAt({ state: { coverage }, at: instant })).toMatchObject({ unsettled: [], inDanger: false });
    expect(cutOffAt({ state: { coverage }, at: instant })?.startBy).toBeUndefined();
  });
});

describe('the period is in danger', () => {
  const dayBefore = covered(range('2026-10-01', '2026-11-23'));
  test.each([
    ['2026-11-25T22:59:59.999+07:00', false],
    ['2026-11-25T23:00:00+07:00', true],
    ['2026-11-25T23:01:00+07:00', true],
  ])('at %s, if one day is missing: %s', (instant, inDanger) => {
    const given = { state: { coverage: dayBefore }, at: at(instant) };
    expect(cutOffAt(given)).toMatchObject({ unsettled: [range('2026-11-24', '2026-11-24')], inDanger });
  });

  test('not by a date whose input is still to come, however late that is', () => {
    const coverage = { ...dayBefore, settlesAfterHours: 23.25 };
    const instant = at('2026-11-25T23:10:00+07:00');
    expect(cutOffAt({ state: { coverage }, at: instant })).toMatchObject({
      unsettled: [],
      startBy: at('2026-11-25T23:30:00+07:00'),
      inDanger: false,
    });
  });

  const gap = covered(range('2026-10-01', '2026-11-15'), range('2026-11-19', '2026-11-23'));
  const signed = { by: 'siti', byId: 'siti', reason: 'stocktaking', at: now };
  test.each<[string, Given, boolean]>([
    ['not while backfill computes it in time', {}, false],
    ['backfill is stopped', { state: { backfill: { failures: 3 } } }, true],
    ['backfill is paused', { state: { backfill: { failures: 0, paused: signed } } }, true],
    ['backfill must be asked for', { settings: { BACKFILL: 'ask' } }, true],
    ['the schedule is paused', { config: { pause: { by: 'siti', reason: 'x', since: now } } }, true],
  ])('with a gap: %s', (_, given, inDanger) => {
    const state = { coverage: gap, ...given.state };
    expect(cutOffAt({ ...given, state })).toMatchObject({ inDanger });
    const before = { ...state, coverage: allSettled };
    expect(cutOffAt({ ...given, state: before })).toMatchObject({ inDanger: false });
  });
});

function view(given: Given) {
  const { snapshot, using, instant, decision } = snapshotAt(given);
  return toCoverageView(snapshot, decision, instant, using)?.cut_off;
}

test('the status says it in words', () => {
  expect(view({})).toEqual({
    day: '2026-11-25',
    period: range('2026-10-26', '2026-11-25'),
    unsettled_days: 0,
    start_by: '2026-11-25T23:30:00.000+07:00',
    in_danger: false,
    text: 'Closing day Wed 25 Nov: nothing is missing; the last run must start by 2026-11-25 23:30',
  });
  const state = { coverage: covered(range('2026-10-01', '2026-11-15'), range('2026-11-19', '2026-11-23')) };
  expect(view({ state, settings: { BACKFILL: 'ask' } })).toMatchObject({
    unsettled_days: 3,
    in_danger: true,
    text: 'Closing day Wed 25 Nov: 3 days are not settled; computing them must start by 2026-11-25 22:30; the period may not be settled in time',
  });
  const done = { coverage: covered(range('2026-10-01', '2026-11-24')) };
  expect(view({ state: done, at: at('2026-11-25T13:00:00+07:00') })).toMatchObject({
    start_by: null,
    text: 'Closing day Wed 25 Nov: the period is settled',
  });
  expect(view({ settings: { CUT_OFF_DAY: '' } })).toBeNull();
});
