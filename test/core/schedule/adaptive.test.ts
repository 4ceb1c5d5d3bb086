/** The interval that follows what runs take or process. */
import { describe, expect, test } from 'vitest';
import { Adapted, adaptAfter, adaptedPlan, type Arrived } from '../../../src/core/schedule/adaptive.ts';
import { initialState } from '../../../src/core/job/job-state.ts';
import { recordEnd } from '../../../src/core/job/record-end.ts';
import type { AdaptiveRule } from '../../../src/core/schedule/document/adaptive-rule.ts';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import { endAttempt } from '../../../src/core/run/end-attempt.ts';
import { longestQuiet } from '../../../src/core/schedule/timeline/longest-quiet.ts';
import { type DurationMs, minutes } from '../../../src/core/time/time.ts';
import { afterMinutes, cron, endContext, jakarta, runningRun, start } from '../../support/core-samples.ts';

const byDuration: AdaptiveRule = { by: 'duration', factor: 4, runs: 3, least: 1, most: 6, hysteresis: 0.1 };
const byRows: AdaptiveRule = {
  by: 'rows',
  runs: 2,
  least: 0.5,
  most: 12,
  hysteresis: 0,
  steps: [{ upTo: 0, hours: 12 }, { upTo: 1_000, hours: 3 }, { hours: 1 }],
};
const planWith = (adaptive?: AdaptiveRule, hours = 3): Plan => ({
  schedule: { kind: 'interval', hours, after: 'finish', anchor: start },
  timeZone: jakarta,
  ...(adaptive === undefined ? {} : { adaptive }),
});

function after(plan: Plan, samples: readonly (readonly [DurationMs, number])[], from?: Adapted) {
  return samples.reduce<Adapted | undefined>(
    (before, [duration, rows]) => adaptAfter(plan, before, { duration, rows }, start),
    from,
  );
}
const taking = (...counts: readonly number[]) => counts.map((count) => [minutes(count), 0] as const);
const moving = (...counts: readonly number[]) => counts.map((count) => [minutes(30), count] as const);
const hoursAfter = (plan: Plan, samples: Parameters<typeof after>[1]) =>
  after(plan, samples)?.interval?.hours;

describe('by duration', () => {
  test.each([
    [30, 2],
    [45, 3],
    [60, 4],
    [1, 1],
    [600, 6],
  ])('runs of %d minutes give %d hours', (taken, hours) => {
    const plan = planWith(byDuration, hours === 3 ? 5 : 3);
    expect(hoursAfter(plan, taking(taken, taken, taken))).toBe(hours);
  });

  test('goes by the median of the last runs, and not before there are enough', () => {
    const plan = planWith(byDuration);
    expect(hoursAfter(plan, taking(30, 30))).toBeUndefined();
    expect(hoursAfter(plan, taking(600, 30, 30))).toBe(2);
    expect(hoursAfter(plan, taking(60, 60, 60, 30, 30))).toBe(2);
  });

  test('leaves out changes within the hysteresis, and keeps what it was measured by', () => {
    const plan = planWith(byDuration);
    expect(hoursAfter(plan, taking(48, 48, 48))).toBeUndefined();
    expect(after(plan, taking(50, 50, 50))?.interval).toEqual({
      hours: 200 / 60,
      at: start,
      before: 3,
      ofRule: 3,
      by: 'duration',
      measured: 3_000_000,
      runs: 3,
    });
  });
});

test('by rows, the steps tell', () => {
  const plan = planWith(byRows, 5);
  expect(hoursAfter(plan, moving(0, 0))).toBe(12);
  expect(hoursAfter(plan, moving(1, 1_000))).toBe(3);
  expect(hoursAfter(plan, moving(1_001, 1_001))).toBe(1);
});

describe('by pending input', () => {
  const byPending: AdaptiveRule = { ...byRows, by: 'pending' };
  const plan = planWith(byPending, 5);
  const having = (counts: readonly Arrived[], from?: Adapted, of = plan) =>
    counts.reduce<Adapted | undefined>(
      (before, arrived) => adaptAfter(of, before, { duration: minutes(30), rows: 7, arrived }, start),
      from,
    );

  test.each([
    [[0, 0], 12],
    [[1, 1_000], 3],
    [[1_001, 1_001], 1],
  ])('new rows %j give %d hours, whatever the runs have processed', (counts, hours) => {
    expect(having(counts)?.interval).toMatchObject({ hours, by: 'pending', measured: counts[0] });
  });

  test('a run without an answer adds no sample, and the interval stays', () => {
    const adapted = having([1_001, 1_001]);
    expect(having([undefined], adapted)).toEqual(adapted);
    expect(having([0, undefined, undefined])).not.toHaveProperty('interval');
    expect(having([undefined, undefined])).toEqual({ samples: [] });
  });

  test('what runs have processed before is no sample of it, and its samples are some of the rows', () => {
    const before = after(planWith(byRows), moving(1_001, 1_001));
    expect(having([0], before)).toEqual({ samples: [{ duration: minutes(30), rows: 7, arrived: 0 }] });
    expect(having([undefined], having([0, 0]), planWith(byRows, 5))?.interval).toMatchObject({
      hours: 3,
      by: 'rows',
      measured: 7,
    });
  });

  test('the hours of the rule hold again where there is nobody to ask any more', () => {
    const adapted = having([0, 0]);
    expect(having(['unasked'], adapted)).toEqual({ samples: adapted?.samples });
    expect(
      having(['unasked'], after(planWith(byRows, 5), moving(0, 0)), planWith(byRows, 5))?.interval,
    ).toEqual(expect.objectContaining({ hours: 12 }));
  });

  test('a row of an earlier version is read as it is', () => {
    const row = { samples: [{ duration: 1, rows: 2 }] };
    expect(Adapted.parse(row)).toEqual(row);
  });
});

describe('the adapted interval', () => {
  const plan = planWith(byDuration);
  const adapted = after(plan, taking(30, 30, 30));
  const hoursOf = (given: Plan) => {
    const { schedule } = adaptedPlan(given, adapted);
    return schedule.kind === 'interval' ? schedule.hours : undefined;
  };

  test('stands in for that of the default rule', () => {
    expect(hoursOf(plan)).toBe(2);
  });

  test('does so no longer once it is off, somebody sets another interval, or it goes by something else', () => {
    expect(hoursOf(planWith())).toBe(3);
    expect(hoursOf(planWith(byDuration, 5))).toBe(5);
    expect(hoursOf(planWith(byRows))).toBe(3);
    const schedule = cron('0 7 * * *');
    expect(adaptedPlan({ ...plan, schedule }, adapted).schedule).toBe(schedule);
    expect(adaptAfter(planWith(), adapted, { duration: minutes(30), rows: 0 }, start)).toBeUndefined();
  });
});

test('is written with the end of a successful run, and of no other', () => {
  const plan = planWith({ ...byDuration, runs: 1 });
  const run = runningRun();
  const ended = (kind: 'succeeded' | 'failed') =>
    endAttempt(
      run,
      kind === 'succeeded'
        ? { kind, rowsAffected: 7, returnValue: 0 }
        : { kind, rowsAffected: 0, failure: { class: 'contract', message: 'no', remedy: 'look' } },
      endContext(afterMinutes(30)),
    );
  const state = recordEnd(plan, initialState, ended('succeeded'));
  expect(state.adapted).toMatchObject({
    samples: [{ duration: minutes(30), rows: 7 }],
    interval: { hours: 2 },
  });
  expect(recordEnd(plan, initialState, ended('failed'))).not.toHaveProperty('adapted');
  expect(recordEnd(plan, state, ended('failed')).adapted).toEqual(state.adapted);
  expect(recordEnd(planWith(), state, ended('succeeded'))).not.toHaveProperty('adapted');
});

test('no wait is longer than the bound that the interval may grow to', () => {
  expect(longestQuiet(planWith(byDuration))).toBe(minutes(360));
  expect(longestQuiet(planWith())).toBe(minutes(180));
});
