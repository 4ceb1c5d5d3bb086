/** The next slots that are shown, against what the decisions then make of them. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeInterval, type JobConfig } from '../../../src/core/job/job-config.ts';
import { decide } from '../../../src/core/job/decide.ts';
import { endAttempt } from '../../../src/core/run/end-attempt.ts';
import { beginAttempt, newRun, skip } from '../../../src/core/run/start-and-finish.ts';
import { initialState, type JobState, recordRun } from '../../../src/core/job/job-state.ts';
import { type DurationMs, type EpochMs, later, minutes, plus, seconds } from '../../../src/core/time/time.ts';
import { expectedEnd, upcomingSlots } from '../../../src/core/job/upcoming-slots.ts';
import {
  afterHours,
  afterMinutes,
  configWith,
  endContext,
  fixedRate,
  range,
  runningRun,
  settings,
  snapshotWith,
  start,
  waitingRun,
  decideNow,
} from '../../support/core-samples.ts';

const forecast = { now: start, usual: minutes(45), startDelay: seconds(300), count: 4 };
const finish = (hours: number): JobConfig['schedule'] => ({
  kind: 'interval',
  hours,
  after: 'finish',
  anchor: start,
});
const minutesOf = (instants: readonly { readonly at: EpochMs }[]) =>
  instants.map(({ at }) => (at - start) / 60_000);

/** Without it, a first slot further away than the interval would count as one of a clock that was ahead. */
const longestStartDelay = minutes(60);

/** What happens when every run takes as long as usual: the real decisions, carried out. */
function walk(config: JobConfig, from: JobState, now: EpochMs, took: DurationMs, count: number) {
  const slots: EpochMs[] = [];
  let state = from;
  let clock = now;
  while (slots.length < count) {
    const decision = decide(snapshotWith({ config, state }), clock, longestStartDelay);
    if (decision.kind === 'wait' && decision.until !== undefined) clock = later(clock, decision.until);
    else if (decision.kind === 'start' || decision.kind === 'skip') {
      const { latest: slot, missed: missedSlots } = decision.due;
      const run = newRun({
        id: `run-${slots.length}`,
        slot,
        missedSlots,
        createdAt: clock,
        range,
        trigger: 'schedule',
        actor: 'schedule',
        reason: 'slot',
      });
      if (decision.kind === 'skip') {
        state = recordRun(state, skip(run, 'still_running', clock));
        continue;
      }
      slots.push(slot);
      const begun = beginAttempt(run, { startedAt: clock, epoch: 1, instance: 'a:1', version: '1' });
      clock = plus(clock, took);
      const succeeded = { kind: 'succeeded', rowsAffected: 1, returnValue: 0 } as const;
      state = recordRun(recordRun(state, begun), endAttempt(begun, succeeded, endContext(clock)));
    } else throw new Error(`not expected here: ${decision.kind}`);
  }
  return slots;
}

describe('the next slots', () => {
  test('come as forecast when every run takes as long as usual', () => {
    const given = fc.record({
      hours: fc.constantFrom(0.5, 0.75, 1, 3, 24),
      after: fc.constantFrom('start', 'finish'),
      took: fc.integer({ min: 1, max: 180 }).map(minutes),
      now: fc.integer({ min: -60, max: 0 }).map((count) => afterMinutes(count)),
    });
    fc.assert(
      fc.property(given, ({ hours, after, took, now }) => {
        const config = configWith({ schedule: { kind: 'interval', hours, after, anchor: start } });
        const told = upcomingSlots(config, initialState, { ...forecast, now, usual: took, count: 20 });
        const kept = told.filter(({ overlapped }) => !overlapped).map(({ at }) => at);
        expect(kept).toEqual(walk(config, initialState, now, took, kept.length));
      }),
      { numRuns: 300 },
    );
  });

  test('after each finish are estimates, but for the first', () => {
    const slots = upcomingSlots(configWith({ schedule: finish(3) }), initialState, forecast);
    expect(minutesOf(slots)).toEqual([0, 225, 450, 675]);
    expect(slots.map(({ estimated }) => estimated)).toEqual([false, true, true, true]);
    expect(slots.map(({ cause }) => cause)).toEqual([
      'start_delay',
      'interval_after_finish',
      'interval_after_finish',
      'interval_after_finish',
    ]);
  });

  test('at a fixed rate are certain, and those that fall into a run of usual length are marked', () => {
    const slots = upcomingSlots(configWith({ schedule: fixedRate(0.5) }), initialState, forecast);
    expect(minutesOf(slots)).toEqual([0, 30, 60, 90]);
    expect(slots.map(({ estimated }) => estimated)).toEqual([false, false, false, false]);
    expect(slots.map(({ overlapped }) => overlapped)).toEqual([false, true, false, true]);
  });

  test('count from the expected end of a run in progress', () => {
    const active = runningRun();
    const now = afterMinutes(10);
    const state = { ...initialState, active };
    expect(upcomingSlots(configWith({ schedule: finish(3) }), state, { ...forecast, now })[0]).toMatchObject({
      at: afterMinutes(45 + 180),
      estimated: true,
    });
    const served = { ...initialState, active, lastSlot: start };
    const fixed = upcomingSlots(configWith({ schedule: fixedRate(0.5) }), served, { ...forecast, now });
    expect(minutesOf(fixed)).toEqual([30, 60, 90, 120]);
    expect(fixed.map(({ overlapped }) => overlapped)).toEqual([true, false, true, false]);
  });

  test('that are overdue are shown as one that is due now', () => {
    const now = afterHours(10);
    const told = (schedule: JobConfig['schedule']) =>
      upcomingSlots(configWith({ schedule }), initialState, { ...forecast, now });
    expect(told(finish(3))[0]?.at).toBe(now);
    expect(minutesOf(told(fixedRate(3)))).toEqual([540, 720, 900, 1080]);
  });

  test('leave out those that have passed during the run in progress', () => {
    const state = { ...initialState, active: runningRun(), lastSlot: start };
    const now = afterMinutes(70);
    const fixed = upcomingSlots(configWith({ schedule: fixedRate(0.5) }), state, { ...forecast, now });
    expect(minutesOf(fixed)).toEqual([90, 120, 150, 180]);
  });

  test('begin after the start delay from the end of a pause, also while no tick has seen it', () => {
    const pause = { by: 'siti', reason: 'closing', since: start, until: afterMinutes(30) };
    const first = (minute: number) =>
      minutesOf(
        upcomingSlots(configWith({ pause }), initialState, { ...forecast, now: afterMinutes(minute) }),
      )[0];
    expect(first(31)).toBe(35);
    expect(first(34)).toBe(35);
    // Overdue, it is due now.
    expect(first(60)).toBe(60);
  });

  test('are none while the schedule is paused, and begin after the start delay when the pause has an end', () => {
    const pause = { by: 'siti', reason: 'closing', since: start };
    const paused = configWith({ pause });
    expect(upcomingSlots(paused, initialState, forecast)).toEqual([]);
    const ending = configWith({ pause: { ...pause, until: afterHours(2) } });
    expect(minutesOf(upcomingSlots(ending, initialState, forecast))[0]).toBe(125);
  });

  test('of a trial interval are those that the change itself then gives', () => {
    const now = afterHours(1);
    const config = configWith({ schedule: finish(3) });
    const state = { ...initialState, lastEnd: afterMinutes(30) };
    const change = { hours: 6, after: 'start' } as const;
    const { config: changed } = changeInterval(
      config,
      change,
      { id: 'user:aad::siti', name: 'siti' },
      now,
      settings,
    );
    const [first] = upcomingSlots(changed, state, { ...forecast, now });
    expect(decideNow(snapshotWith({ config: changed, state }), now)).toMatchObject({
      kind: 'wait',
      until: first?.at,
    });
  });
});

describe('the expected end of a run', () => {
  test('is as far from the beginning of its attempt as runs usually take, and never past', () => {
    expect(expectedEnd(runningRun(), { now: start, usual: minutes(45) })).toBe(afterMinutes(45));
    expect(expectedEnd(runningRun(), { now: afterMinutes(50), usual: minutes(45) })).toBe(afterMinutes(50));
    expect(expectedEnd(runningRun(), { now: start, usual: undefined })).toBe(start);
  });

  test('of one that waits counts from when it is due', () => {
    const waiting = {
      ...waitingRun(),
      state: { kind: 'waiting', attempt: 2, dueAt: afterMinutes(5) },
    } as const;
    expect(expectedEnd(waiting, { now: start, usual: minutes(45) })).toBe(afterMinutes(50));
    expect(expectedEnd(waitingRun(), { now: afterMinutes(9), usual: minutes(45) })).toBe(afterMinutes(54));
  });
});
