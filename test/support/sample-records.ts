/** Records of the scheduler with plausible values, for tests that care only about a few of them. */
import { monotonicFactory } from 'ulid';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import { neverHeld } from '../../src/core/run/lease.ts';
import type { ProcedureMessage } from '../../src/core/run/progress.ts';
import type { EndedAttempt, FinishedRun, RunOutcome, WaitingRun } from '../../src/core/run/run.ts';
import { initialState } from '../../src/core/job/job-state.ts';
import {
  epochMs,
  type EpochMs,
  hours,
  LocalDate,
  milliseconds,
  minutes,
  plus,
  TimeZone,
} from '../../src/core/time/time.ts';
import type { ControlRows } from '../../src/core/job/snapshot.ts';

export const sampleInstant = epochMs(Date.UTC(2026, 10, 23, 1));
export const newUlid = monotonicFactory();

export const sampleConfig: JobConfig = {
  schedule: { kind: 'interval', hours: 3, after: 'finish', anchor: sampleInstant },
  timeZone: TimeZone.parse('Asia/Jakarta'),
  daysBack: 1,
  notBefore: plus(sampleInstant, minutes(5)),
  changedAt: sampleInstant,
  changedBy: 'first start',
};

/** As the first start leaves them. */
export const sampleRows: ControlRows = {
  config: sampleConfig,
  lease: neverHeld,
  state: {
    ...initialState,
    coverage: coveredDays([], LocalDate.parse('2026-11-23'), {
      zone: sampleConfig.timeZone,
      settlesAfterHours: 12,
    }),
  },
};

export function sampleWaitingRun(createdAt: EpochMs = sampleInstant): WaitingRun {
  return {
    id: newUlid(createdAt),
    trigger: 'schedule',
    slot: createdAt,
    missedSlots: 0,
    createdAt,
    range: { awal: LocalDate.parse('2026-11-22'), akhir: LocalDate.parse('2026-11-23') },
    actor: 'schedule',
    reason: 'slot due',
    attempts: [],
    state: { kind: 'waiting', attempt: 1, dueAt: createdAt },
  };
}

export function sampleAttempt(
  number: number,
  startedAt: EpochMs,
  outcome: EndedAttempt['outcome'],
): EndedAttempt {
  const endedAt = plus(startedAt, minutes(45));
  return {
    number,
    startedAt,
    endedAt,
    epoch: number,
    instance: 'pid-1',
    version: '1',
    outcome,
    rowsAffected: 10,
  };
}

export function sampleFinishedRun(outcome: RunOutcome, createdAt: EpochMs = sampleInstant): FinishedRun {
  const run = sampleWaitingRun(createdAt);
  const attempts = outcome === 'skipped' ? [] : [sampleAttempt(1, createdAt, outcome)];
  const endedAt = plus(createdAt, outcome === 'skipped' ? milliseconds(0) : hours(1));
  const duration = milliseconds(endedAt - createdAt);
  return {
    ...run,
    attempts,
    state: { kind: 'finished', outcome, endedAt, duration, message: `it ${outcome}` },
  };
}

export const sampleMessages = (count: number, text = 'employee'): readonly ProcedureMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    at: plus(sampleInstant, milliseconds(index)),
    text: `${text} ${index}`,
    number: 0,
  }));
