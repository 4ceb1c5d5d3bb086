/** The bars of the chart of durations. */
import { describe, expect, test } from 'vitest';
import { active, ended } from '../support/dashboard-samples.ts';
import { jakarta, runningRun, start } from '../support/core-samples.ts';
import { finish } from '../../src/core/run/start-and-finish.ts';
import { minutes } from '../../src/core/time/time.ts';
import { toRunView } from '../../src/api/views/run-view.ts';
import { outcomesOf, scaleOf, toBars } from '../../src/dashboard/durations/bars.ts';
import type { RunOutcome } from '../../src/core/run/run.ts';

const viewOf = (outcome: RunOutcome, took = 40) => {
  const run = ended(outcome);
  return toRunView({ ...run, state: { ...run.state, duration: minutes(took) } }, jakarta);
};

describe('the bars of the chart', () => {
  test('are runs that were executed and are over, oldest first', () => {
    const never = toRunView(
      finish({ ...runningRun(), attempts: [] }, { outcome: 'cancelled', message: '' }, start),
      jakarta,
    );
    const runs = [
      toRunView(active, jakarta),
      viewOf('failed', 2),
      never,
      viewOf('skipped', 0),
      viewOf('succeeded', 40),
    ];
    const bars = toBars(runs);
    expect(bars.map(({ outcome, seconds }) => [outcome, seconds])).toEqual([
      ['succeeded', 2_400],
      ['failed', 120],
    ]);
    expect(outcomesOf(bars)).toEqual([
      ['succeeded', 1],
      ['failed', 1],
    ]);
  });

  test('stand below the time limit where it is near, and below a note of it where it is far above', () => {
    const bars = toBars([viewOf('succeeded', 40)]);
    expect(scaleOf(bars, 5_400)).toMatchObject({ limitAt: 5_400, limitToScale: true });
    expect(scaleOf(bars, 5_400).top).toBeGreaterThan(5_400);
    const far = scaleOf(bars, 36_000);
    expect(far.limitToScale).toBe(false);
    expect(far.limitAt).toBe(far.top);
  });
});
