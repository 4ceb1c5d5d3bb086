/** How far a run is, and when it should end. */
import { describe, expect, test } from 'vitest';
import { statusWith, running } from '../support/dashboard-samples.ts';
import { afterMinutes, start } from '../support/core-samples.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import { isSlow, progressOf } from '../../src/dashboard/run-in-progress/run-estimate.ts';

const reporting = (percent: number | null) => {
  const run = statusWith(running).current_run;
  if (run === null || run.progress === null) throw new Error('a run in progress was expected');
  return { ...run, progress: { ...run.progress, percent } };
};

describe('the progress of a run', () => {
  const limits = {
    run_timeout_seconds: 5_400,
    start_delay_seconds: 300,
    heartbeat_seconds: 20,
    range_max_days: 31,
  };
  const usual_duration = { runs: 9, median_seconds: 2_400, p95_seconds: null };
  const schedule = { limits, usual_duration };

  const forecastOf = (run: ReturnType<typeof reporting>, now: EpochMs) =>
    progressOf(run, schedule, now)?.estimate;

  test('is what the procedure reports, if it reports anything', () => {
    expect(forecastOf(reporting(40), afterMinutes(10))).toMatchObject({ percent: 40, reported: true });
  });

  test('is otherwise estimated from the usual duration, and never complete', () => {
    expect(forecastOf(reporting(null), afterMinutes(10))).toMatchObject({ percent: 25, reported: false });
    expect(forecastOf(reporting(null), afterMinutes(80))).toMatchObject({ percent: 99 });
  });

  test('is unknown without either', () => {
    expect(progressOf(reporting(null), { limits, usual_duration: null }, start)?.estimate).toMatchObject({
      percent: undefined,
      expectedEnd: undefined,
    });
    expect(progressOf(reporting(null), undefined, start)?.estimate).toMatchObject({ deadline: undefined });
  });

  test('has an expected end, a time limit, and a sign that it takes longer than usual', () => {
    expect(progressOf(reporting(null), schedule, afterMinutes(39))).toEqual({
      elapsedSeconds: 2_340,
      estimate: {
        percent: 97,
        reported: false,
        expectedEnd: afterMinutes(40),
        deadline: afterMinutes(90),
        timesUsual: 0.975,
      },
    });
    expect(forecastOf(reporting(null), afterMinutes(80))).toMatchObject({ timesUsual: 2 });
  });

  test('is slow from one and a half times the usual duration on: half of all runs exceed a median', () => {
    const slowAfter = (minutes: number) => isSlow(forecastOf(reporting(null), afterMinutes(minutes)));
    expect([59, 60].map(slowAfter)).toEqual([false, true]);
    const unknown = progressOf(reporting(null), { limits, usual_duration: null }, afterMinutes(80));
    expect([isSlow(unknown?.estimate), isSlow(undefined)]).toEqual([false, false]);
  });

  test.each(['stopping', 'reconciling', 'orphaned'] as const)(
    'promises nothing for a run that is %s',
    (state) => {
      expect(progressOf({ ...reporting(40), state }, schedule, afterMinutes(10))).toEqual({
        elapsedSeconds: 600,
        estimate: undefined,
      });
    },
  );

  test('is none between attempts', () => {
    expect(progressOf({ ...reporting(null), attempt: null }, schedule, start)).toBeUndefined();
  });
});
