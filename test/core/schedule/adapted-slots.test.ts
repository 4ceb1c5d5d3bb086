/** A fixed rate whose hours are adapted: slots before the change are those of the hours that were in force then. */
import { describe, expect, test } from 'vitest';
import { adaptedPlan } from '../../../src/core/schedule/adaptive.ts';
import { dueDuringRun, dueSlots, nextSlot } from '../../../src/core/schedule/timeline/next-slot.ts';
import { at, configWith } from '../../support/core-samples.ts';

const seven = at('2026-11-24T07:00:00+07:00');
const ten = at('2026-11-24T10:00:00+07:00');
const adaptive = { by: 'duration', factor: 4, least: 0.5, most: 12, runs: 1, hysteresis: 0 } as const;

function planAdapted(hours: number, before: number, instant: string) {
  const config = configWith({
    schedule: { kind: 'interval', hours: before, after: 'start', anchor: seven },
    adaptive,
    notBefore: seven,
  });
  const interval = {
    hours,
    before,
    at: at(instant),
    ofRule: before,
    by: 'duration',
    measured: 1,
    runs: 1,
  } as const;
  return adaptedPlan(config, { samples: [], interval });
}

describe('hours that are adapted to fewer give a fixed rate no slots in the past', () => {
  // The run of ten ended at 10:40, and from then on the rate is half an hour.
  const end = at('2026-11-24T10:40:00+07:00');
  const plan = planAdapted(0.5, 3, '2026-11-24T10:40:00+07:00');
  const history = { notBefore: seven, lastSlot: ten, lastEnd: end };

  test('none came during the run that adapted them, and none was missed', () => {
    expect(dueDuringRun(plan, history, end)).toBeUndefined();
    expect(dueSlots(plan, history, at('2026-11-24T10:59:00+07:00'))).toBeUndefined();
    expect(nextSlot(plan, history)?.at).toBe(at('2026-11-24T11:00:00+07:00'));
  });

  test('the first one after it counts, and those that follow', () => {
    expect(dueSlots(plan, history, at('2026-11-24T11:35:00+07:00'))).toMatchObject({
      first: at('2026-11-24T11:00:00+07:00'),
      latest: at('2026-11-24T11:30:00+07:00'),
      missed: 1,
    });
  });
});

test('a slot that came before the hours were adapted to more stays one', () => {
  const end = at('2026-11-24T11:10:00+07:00');
  const plan = planAdapted(6, 0.5, '2026-11-24T11:10:00+07:00');
  const history = { notBefore: seven, lastSlot: ten, lastEnd: end };
  expect(dueDuringRun(plan, history, end)).toMatchObject({
    first: at('2026-11-24T10:30:00+07:00'),
    latest: at('2026-11-24T11:00:00+07:00'),
    missed: 1,
  });
});

test('an adaptation by a clock that was ahead counts from the last end on', () => {
  const end = at('2026-11-24T10:40:00+07:00');
  const plan = planAdapted(0.5, 3, '2027-11-24T10:40:00+07:00');
  const history = { notBefore: seven, lastSlot: ten, lastEnd: end };
  expect(nextSlot(plan, history)?.at).toBe(at('2026-11-24T11:00:00+07:00'));
});
