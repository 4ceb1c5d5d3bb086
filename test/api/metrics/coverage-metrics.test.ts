/** What scrapers get to see of dates and of backfill. */
import { expect, test } from 'vitest';
import type { JobState } from '../../../src/core/job/job-state.ts';
import { LocalDate } from '../../../src/core/time/time.ts';
import { at, configWith, settings, snapshotWith, start } from '../../support/core-samples.ts';
import { octoberClosed, someMissing, valuesOf } from '../../support/metric-samples.ts';

const day = (date: string) => LocalDate.parse(date);
const seconds = (instant: string): number => at(instant) / 1_000;

const valuesIn = (overrides: Partial<JobState>) =>
  valuesOf(snapshotWith({ config: configWith(), state: { ...someMissing, ...overrides } }), start);

test('gaps show as their number, and dates as their ends in the zone of the schedule', () => {
  const values = valuesIn(octoberClosed);
  expect(values).toMatchObject({
    coverage_gap_dates: 3,
    coverage_settled_through_timestamp_seconds: seconds('2026-11-14T00:00:00+07:00'),
    coverage_closed_through_timestamp_seconds: seconds('2026-11-01T00:00:00+07:00'),
    coverage_pending_dates: 0,
    backfill_remaining_dates: 3,
    backfill_failures: 0,
    'backfill_state{waiting}': 1,
    'backfill_state{stopped}': 0,
  });
  expect(values).not.toHaveProperty('late_input_unknown_timestamp_seconds');
});

test('backfill that has stopped shows as its state, and its failures', () => {
  expect(valuesIn({ backfill: { failures: 3 } })).toMatchObject({
    backfill_failures: 3,
    'backfill_state{waiting}': 0,
    'backfill_state{stopped}': 1,
  });
});

test('late input counts where its date is neither closed nor in the next range', () => {
  const late = {
    dates: {
      [day('2026-10-29')]: [start, 1] as const,
      [day('2026-11-20')]: [start, 1] as const,
      [day('2026-11-23')]: [start, 1] as const,
    },
    problem: { message: 'timeout', since: start },
  };
  expect(valuesIn({ late, ...octoberClosed })).toMatchObject({
    coverage_pending_dates: 1,
    late_input_unknown_timestamp_seconds: start / 1_000,
  });
});

test('a closing day shows whether it is in danger, and by when the last run must start', () => {
  const rows = snapshotWith({ config: configWith(), state: someMissing });
  const values = (cutOffDay: number | undefined) =>
    Object.entries(valuesOf(rows, start, { ...settings, cutOffDay })).filter(([name]) =>
      name.startsWith('cut_off'),
    );
  const [danger, startBy] = values(24);
  expect(danger).toEqual(['cut_off_in_danger', 0]);
  // By the end of the day, in Jakarta.
  expect(startBy?.[1]).toBeGreaterThan(start / 1_000);
  expect(startBy?.[1]).toBeLessThan(seconds('2026-11-25T00:00:00+07:00'));
  const held = { ...someMissing, backfill: { failures: 3 } };
  const inDanger = valuesOf(snapshotWith({ config: configWith(), state: held }), start, {
    ...settings,
    cutOffDay: 24,
  });
  expect(inDanger).toMatchObject({ cut_off_in_danger: 1 });
  expect(values(undefined)).toEqual([]);
});

test('nothing is said before a tick has derived which dates are computed', () => {
  const values = valuesOf(snapshotWith({ state: {} }), start);
  expect(Object.keys(values).filter((name) => /^(coverage|backfill)/.test(name))).toEqual([]);
});
