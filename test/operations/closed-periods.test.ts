/** No date of a closed period is computed, whichever way a run came about. */
import { describe, expect, it, test } from 'vitest';
import type { Closing } from '../../src/core/coverage/closing.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import { type JobState, recordRun } from '../../src/core/job/job-state.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import { type AttemptResult, endAttempt } from '../../src/core/run/end-attempt.ts';
import { days, hours, LocalDate, minutes, plus } from '../../src/core/time/time.ts';
import { readWhy } from '../../src/operations/queries/read-why.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution } from '../../src/ports.ts';
import {
  configWith,
  endContext,
  failureOf,
  jakarta,
  runIdOf,
  runningRun,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, refuse, writeAsOther } from './support/world.ts';

const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const signed = { by: 'budi', byId: 'id-budi', reason: 'paid', at: start };

/** A run has just ended: the next slot comes in three hours. */
const nextAtTen = { lastSlot: start, lastEnd: start };

/** The first run is due at once, on 24 November, with yesterday and today. */
async function setUp(through: string, more: Partial<JobState> = {}) {
  const ranges: DateRange[] = [];
  const execute = async ({ range: executed }: Execution): Promise<AttemptResult> => {
    ranges.push(executed);
    return { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
  };
  let ids = 1;
  const idGenerator = { newId: () => runIdOf((ids += 1)) };
  const there = createWorld({ runner: { execute, probe: refuse }, idGenerator });
  const closing: Closing = { ...signed, through: LocalDate.parse(through) };
  const state = { ...there.control().state, closing, ...more };
  await writeAsOther(there, { config: configWith(), state });
  const { log, of } = recordingLog();
  return { ...there, ranges, of, tick: () => tick(there.world, log) };
}

const reopened = (through: string, from: string): Closing => ({
  ...signed,
  through: LocalDate.parse(through),
  reopened: { ...signed, from: LocalDate.parse(from), until: plus(start, hours(1)) },
});

describe('a slot of the schedule', () => {
  it('computes the dates after the closed period', async () => {
    const there = await setUp('2026-11-23');
    await there.tick();
    expect(there.ranges).toEqual([range('2026-11-24', '2026-11-24')]);
    expect(there.control().state.last?.range).toEqual(range('2026-11-24', '2026-11-24'));
  });

  it('computes all of its dates while they are reopened', async () => {
    const there = await setUp('2026-11-23', { closing: reopened('2026-11-23', '2026-11-01') });
    await there.tick();
    expect(there.ranges).toEqual([range('2026-11-23', '2026-11-24')]);
  });

  it('is skipped once if none of its dates is left, and says so', async () => {
    const there = await setUp('2026-11-24');
    expect(await there.tick()).toBe('wait');
    expect(await there.tick()).toBe('wait');
    expect(there.ranges).toEqual([]);
    expect(there.of('slot_skipped')).toMatchObject([{ fields: { skip: 'period_closed' } }]);
    const { lastSkip } = there.control().state;
    expect(lastSkip?.state).toMatchObject({
      skip: 'period_closed',
      message: 'its dates are in a closed period',
    });
    await there.clock.advance(minutes(10));
    expect(await readWhy(there.world, () => start)).toMatchObject({
      code: 'skipped',
      run: { id: lastSkip?.id },
      facts: expect.arrayContaining([{ code: 'period_closed', source: 'runs' }]),
    });
  });

  it('that catches up on missed ones computes what is left of its own dates', async () => {
    const there = await setUp('2026-11-25');
    await there.clock.advance(days(2));
    await there.tick();
    expect(there.ranges).toEqual([range('2026-11-26', '2026-11-26')]);
    expect(there.control().state.last?.missedSlots).toBeGreaterThan(0);
  });
});

const failed = { kind: 'failed', rowsAffected: 0, failure: failureOf('transient') } as const;

describe('a run whose dates have been closed again', () => {
  test.each([
    ['that was requested', waitingRun({ trigger: 'request', actor: 'siti' })],
    ['that waits for its next attempt', endAttempt(runningRun(), failed, endContext(start))],
    [
      'of which only the first date is closed',
      waitingRun({ trigger: 'request', range: range('2026-11-23', '2026-11-25') }),
    ],
  ])('%s is skipped', async (_, run) => {
    const closing = reopened('2026-11-23', '2026-11-01');
    const there = await setUp('2026-11-23', { closing, ...nextAtTen });
    await writeAsOther(there, { state: recordRun(there.control().state, run) });
    await there.clock.advance(hours(1));
    expect(await there.tick()).toBe('wait');
    expect(there.ranges).toEqual([]);
    expect(there.control().state).toMatchObject({
      lastSkip: { id: run.id, state: { skip: 'period_closed' } },
    });
    expect(there.control().state).not.toHaveProperty('active');
  });

  it('begins a moment before', async () => {
    const closing = reopened('2026-11-23', '2026-11-01');
    const there = await setUp('2026-11-23', { closing, active: waitingRun({ trigger: 'request' }) });
    await there.clock.advance(minutes(59));
    await there.tick();
    expect(there.ranges).toEqual([range('2026-11-23', '2026-11-24')]);
  });

  it('does not begin if that happens between the decision and the beginning', async () => {
    const closing = reopened('2026-11-23', '2026-11-01');
    const there = await setUp('2026-11-23', { closing, active: waitingRun({ trigger: 'request' }) });
    await there.clock.advance(minutes(59.999));
    const { now } = there.world.clock;
    let asked = 0;
    there.clock.now = () => {
      asked += 1;
      return plus(now(), asked > 1 ? minutes(1) : minutes(0));
    };
    await there.tick();
    expect(there.ranges).toEqual([]);
  });
});

test('backfill leaves closed dates out', async () => {
  const coverage = {
    ...coveredDays([], LocalDate.parse('2026-11-10'), { zone: jakarta, settlesAfterHours: 12 }),
    settled: [range('2026-11-10', '2026-11-15'), range('2026-11-21', '2026-11-23')],
  };
  const there = await setUp('2026-11-18', { coverage, ...nextAtTen });
  for (let minute = 0; minute < 90; minute += 1) {
    await there.tick();
    await there.clock.advance(minutes(1));
  }
  expect(there.ranges).toEqual([range('2026-11-19', '2026-11-20')]);
});
