/** How ticks ask the database for late input: beside their own work, one question at a time, and never in their way. */
import { expect, it } from 'vitest';
import type { DateRange } from '../../src/core/run/date-range.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { DateRange as Range } from '../../src/core/run/date-range.ts';
import { type EpochMs, hours, LocalDate, minus, minutes, seconds } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution } from '../../src/ports.ts';
import type { PendingAnswer } from '../../src/ports/input-probe.ts';
import { runIdOf, start } from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, refuse, type WorldOptions, writeAsOther } from './support/world.ts';

const succeeded: AttemptResult = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
const date = (text: string) => LocalDate.parse(text);
const nothing: PendingAnswer = { kind: 'answered', dates: [] };
const toldOf = (...dates: readonly string[]): PendingAnswer => ({
  kind: 'answered',
  dates: dates.map((each) => ({ date: date(each), rows: 3 })),
});
const failed = (message: string): PendingAnswer => ({ kind: 'failed', message });

/** It is 7:00 on 24 November. The next slot is at 10:00, because a run has just ended. */
async function setUp(store: WorldOptions['store'] = () => ({})) {
  const ranges: DateRange[] = [];
  const execute = async ({ range }: Execution): Promise<AttemptResult> => {
    ranges.push(range);
    return succeeded;
  };
  const asked: EpochMs[] = [];
  let answer = Promise.resolve(nothing);
  const input = {
    pending: (since: EpochMs): Promise<PendingAnswer> => {
      asked.push(since);
      return answer;
    },
  };
  const test = createWorld({
    runner: { execute, probe: refuse },
    idGenerator: { newId: () => runIdOf(ranges.length + 1) },
    input,
    store,
  });
  await writeAsOther(test, {
    config: { ...test.control().config, notBefore: start },
    state: { ...test.control().state, lastEnd: start, lastSlot: start },
  });
  const { log, lines, of } = recordingLog();
  return {
    ...test,
    lines,
    of,
    ranges,
    asked,
    late: () => test.control().state.late,
    tick: () => tick(test.world, log),
    answer: (given: PendingAnswer | Promise<PendingAnswer>) => {
      answer = Promise.resolve(given);
    },
  };
}

it('an idle tick asks, writes what it heard, and the next ones ask nothing for PENDING_EVERY_MINUTES', async () => {
  const test = await setUp();
  expect(await test.tick()).toBe('wait');
  expect(test.asked).toEqual([start]);
  expect(test.late()).toEqual({ dates: {}, askedAt: start });
  const writes = test.table.writes();
  await test.clock.advance(seconds(299));
  await test.tick();
  expect(test.asked).toHaveLength(1);
  expect(test.table.writes()).toBe(writes);
  await test.clock.advance(seconds(1));
  await test.tick();
  expect(test.asked).toEqual([start, minus(start, minutes(10))]);
});

it('a tick that has a run to start asks nothing', async () => {
  const test = await setUp();
  await test.clock.advance(hours(3));
  expect(await test.tick()).toBe('start');
  expect(test.asked).toEqual([]);
});

it('an answer that does not come holds up no tick for longer than a moment, and no run', async () => {
  const test = await setUp();
  const { promise, resolve } = Promise.withResolvers<PendingAnswer>();
  test.answer(promise);
  const first = test.tick();
  await test.clock.advance(seconds(2));
  expect(await first).toBe('wait');
  // The others do not wait at all, and ask no second question beside the first.
  expect(await test.tick()).toBe('wait');
  await test.clock.advance(minutes(6));
  expect(await test.tick()).toBe('wait');
  expect(test.asked).toHaveLength(1);
  await test.clock.advance(hours(3));
  expect(await test.tick()).toBe('start');
  expect(test.ranges).toHaveLength(1);

  resolve(nothing);
  await test.tick();
  expect(test.late()).toMatchObject({ askedAt: start });
});

it('a failure is said and kept once, and so is its end', async () => {
  const test = await setUp();
  test.answer(failed('cannot ask dbo.spBaru: it is missing'));
  for (let count = 0; count < 3; count += 1) {
    await test.tick();
    await test.clock.advance(minutes(5));
  }
  expect(test.asked).toHaveLength(3);
  expect(test.of('late_input_unknown').map(({ line }) => line)).toEqual([
    expect.stringContaining('cannot ask dbo.spBaru: it is missing'),
  ]);
  expect(test.late()?.problem).toEqual({ message: 'cannot ask dbo.spBaru: it is missing', since: start });
  const writes = test.table.writes();
  test.answer(nothing);
  await test.tick();
  expect(test.table.writes()).toBeGreaterThan(writes);
  expect(test.of('late_input_known')).toHaveLength(1);
  expect(test.late()?.problem).toBeUndefined();
});

it('a question that throws is asked again later, and the tick goes on', async () => {
  const test = await setUp();
  test.answer(Promise.reject(new Error('broken')));
  expect(await test.tick()).toBe('wait');
  expect(test.lines.filter(({ level }) => level === 'warn').map(({ line }) => line)).toEqual([
    expect.stringMatching(/^Late input was not asked for: Error: broken/),
  ]);
  await test.tick();
  expect(test.asked).toHaveLength(1);
});

it('an answer that cannot be written is said, the tick goes on, and a later tick writes it', async () => {
  let failures = 1;
  const test = await setUp((adapter) => ({
    commit: async (change) => {
      if (failures === 0) return adapter.commit(change);
      failures -= 1;
      throw new Error('the table is away');
    },
  }));
  expect(await test.tick()).toBe('wait');
  expect(test.lines.filter(({ level }) => level === 'warn').map(({ line }) => line)).toEqual([
    'Late input was not looked after, and nothing else depends on it: Error: the table is away',
  ]);
  expect(test.late()).toBeUndefined();
  await test.tick();
  expect(test.late()).toEqual({ dates: {}, askedAt: start });
  expect(test.asked).toHaveLength(1);
});

it('a process that is told to end asks nothing, and says nothing of it', async () => {
  const test = await setUp();
  test.shutdown();
  expect(await test.tick()).toBe('wait');
  expect(test.asked).toEqual([]);
  expect(test.lines.filter(({ level }) => level === 'warn')).toEqual([]);
});

it('what another process writes meanwhile is kept, and a later tick writes the answer', async () => {
  const test = await setUp();
  const { promise, resolve } = Promise.withResolvers<PendingAnswer>();
  test.answer(promise);
  const first = test.tick();
  const { state } = test.control();
  await writeAsOther(test, { state: { ...state, lastRequestAt: start } });
  resolve(nothing);
  await first;
  expect(test.late()).toBeUndefined();
  await test.tick();
  expect(test.control().state).toMatchObject({ lastRequestAt: start, late: { askedAt: start } });
});

it('an old date with late input is computed again after a quiet time, and then forgotten', async () => {
  const test = await setUp();
  const { coverage } = test.control().state;
  if (coverage === undefined) throw new Error('no coverage');
  const settled = [Range.parse({ awal: '2026-11-01', akhir: '2026-11-23' })];
  await writeAsOther(test, {
    state: { ...test.control().state, coverage: { ...coverage, since: date('2026-11-01'), settled } },
  });
  test.answer(toldOf('2026-11-09', '2026-11-24'));
  await test.tick();
  expect(Object.keys(test.late()?.dates ?? {})).toEqual(['2026-11-09']);
  expect(test.of('late_input').map(({ line }) => line)).toEqual([
    expect.stringContaining(
      'Late input for 2026-11-09: computed again once nothing more has arrived for 30 minutes',
    ),
  ]);
  test.answer(nothing);
  // Ticks come every minute.
  for (let minute = 0; minute < 29; minute += 1) {
    await test.clock.advance(minutes(1));
    await test.tick();
  }
  expect(test.ranges).toEqual([]);
  await test.clock.advance(minutes(1));
  expect(await test.tick()).toBe('start');
  expect(test.ranges).toEqual([Range.parse({ awal: '2026-11-09', akhir: '2026-11-09' })]);
  expect(test.late()?.dates).toEqual({});
  await test.tick();
  expect(test.ranges).toHaveLength(1);
});

it('an answer that a process was kept from writing is dropped once another process has written a later one', async () => {
  const test = await setUp();
  const { promise, resolve } = Promise.withResolvers<PendingAnswer>();
  test.answer(promise);
  const first = test.tick();
  await test.clock.advance(seconds(2));
  await first;
  await test.clock.advance(minutes(5));
  const late = { dates: {}, askedAt: test.clock.now() };
  await writeAsOther(test, { state: { ...test.control().state, late } });
  resolve(toldOf('2026-11-09'));
  await test.tick();
  expect(test.late()).toEqual(late);
});
