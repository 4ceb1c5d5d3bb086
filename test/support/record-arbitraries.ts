/** Any record that core's schemas allow, for property tests of what stores and sends them. */
import * as fc from 'fast-check';
import { ulid } from 'ulid';
import type { JobConfig, Pause } from '../../src/core/job/job-config.ts';
import { type Failure, FailureClass, RemedyCode } from '../../src/core/run/failure.ts';
import type { CancellationRequest, Lease } from '../../src/core/run/lease.ts';
import { droppedNote, type ProcedureMessage } from '../../src/core/run/progress.ts';
import {
  type ActiveRun,
  AttemptOutcome,
  type BegunRun,
  type EndedAttempt,
  type FinishedRun,
  type Run,
  RunOutcome,
  SkipReason,
} from '../../src/core/run/run.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import { noStatistics, type Statistics } from '../../src/core/job/statistics.ts';
import { addDays, epochMs, LocalDate, milliseconds, TimeZone } from '../../src/core/time/time.ts';
import { anyCharacter } from './any-character.ts';
import { anyAdapted, anyDocument, anyInterval } from './document-arbitraries.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(epochMs);
const count = fc.nat();
const nasty = fc.constantFrom('\ud800', '\u0000', '"', '\\', '🚀');
const text = fc.oneof(fc.string(), fc.string({ unit: anyCharacter }), fc.string({ unit: nasty }));
const id = fc
  .tuple(instant, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })))
  .map(([at, chances]) => ulid(at, () => chances.next().value));
const day = fc
  .integer({ min: -20_000, max: 20_000 })
  .map((offset) => addDays(LocalDate.parse('2026-01-01'), offset));

const message: fc.Arbitrary<ProcedureMessage> = fc.record({ at: instant, text, number: fc.integer() });
export const anyMessages: fc.Arbitrary<readonly ProcedureMessage[]> = fc.oneof(
  fc.array(message),
  fc
    .tuple(fc.integer({ min: 1 }), fc.array(message, { minLength: 1 }))
    .map(([dropped, [first, ...rest]]) =>
      first === undefined ? [] : [droppedNote(first.at, dropped), first, ...rest],
    ),
);

const stopOrder: fc.Arbitrary<CancellationRequest> = fc.oneof(
  fc.record({ cause: fc.constant('cancel' as const), at: instant, by: text, reason: text }),
  fc.record({ cause: fc.constant('deadline' as const), at: instant }),
);

const failure: fc.Arbitrary<Failure> = fc.record(
  {
    class: fc.constantFrom(...FailureClass.options),
    message: text,
    remedy: text,
    remedyCode: fc.constantFrom(...RemedyCode.options),
    number: fc.integer(),
    code: text,
    severity: count,
    line: count,
    procedure: text,
  },
  { requiredKeys: ['class', 'message', 'remedy'] },
);

const open = { number: count, startedAt: instant, epoch: count, instance: text, version: text };
const attempt = fc.record(open);
const endedAttempt: fc.Arbitrary<EndedAttempt> = fc.record(
  {
    ...open,
    endedAt: instant,
    duration: count.map(milliseconds),
    outcome: fc.constantFrom(...AttemptOutcome.options),
    rowsAffected: count,
    rowsReported: fc.constant(false as const),
    work: fc.constantFrom('work_may_remain' as const, 'work_remains' as const),
    returnValue: fc.integer(),
    failure,
  },
  {
    requiredKeys: [
      'number',
      'startedAt',
      'epoch',
      'instance',
      'version',
      'endedAt',
      'outcome',
      'rowsAffected',
    ],
  },
);

const identity = {
  id,
  trigger: fc.constantFrom('schedule' as const, 'request' as const),
  slot: instant,
  missedSlots: count,
  createdAt: instant,
  range: fc.record({ awal: day, akhir: day }),
  actor: text,
  actorId: text,
  reason: text,
  attempts: fc.array(endedAttempt, { maxLength: 3 }),
};

const waitingState = fc.record({ kind: fc.constant('waiting' as const), attempt: count, dueAt: instant });
const begunState: fc.Arbitrary<BegunRun['state']> = fc.oneof(
  fc.record({ kind: fc.constant('running' as const), attempt }),
  fc.record({ kind: fc.constant('stopping' as const), attempt, since: instant, stop: stopOrder }),
  fc.record(
    {
      kind: fc.constantFrom('reconciling' as const, 'orphaned' as const),
      attempt,
      since: instant,
      stop: stopOrder,
      failure,
    },
    { requiredKeys: ['kind', 'attempt', 'since'] },
  ),
);
const finishedState: fc.Arbitrary<FinishedRun['state']> = fc.record(
  {
    kind: fc.constant('finished' as const),
    outcome: fc.constantFrom(...RunOutcome.options),
    endedAt: instant,
    duration: count.map(milliseconds),
    message: text,
    skip: fc.constantFrom(...SkipReason.options),
    failure,
  },
  { requiredKeys: ['kind', 'outcome', 'endedAt', 'duration', 'message'] },
);

const note = fc.record({ text, by: text, byId: text, at: instant });
const finishedRun: fc.Arbitrary<FinishedRun> = fc.oneof(
  fc.record({ ...identity, state: finishedState }),
  fc.record({ ...identity, state: finishedState, notes: fc.array(note, { maxLength: 3 }) }),
);
const activeRun: fc.Arbitrary<ActiveRun> = fc.oneof(
  fc.record({ ...identity, state: waitingState }),
  fc.record({ ...identity, state: begunState }),
);
export const anyRun: fc.Arbitrary<Run> = fc.oneof(finishedRun, activeRun);

const held = {
  kind: fc.constant('held' as const),
  epoch: count,
  holder: text,
  runId: id,
  attempt: count,
  acquiredAt: instant,
  renewedAt: instant,
  expiresAt: instant,
  progress: fc.record(
    {
      phase: fc.constantFrom('connecting' as const, 'executing' as const),
      rowsAffected: count,
      rowsReported: fc.constant(false as const),
      messageCount: count,
      messages: fc.array(message),
    },
    { requiredKeys: ['phase', 'rowsAffected', 'messageCount', 'messages'] },
  ),
};
export const anyLease: fc.Arbitrary<Lease> = fc.oneof(
  fc.record({ kind: fc.constant('free' as const), epoch: count }),
  fc.record(held),
  fc.record({ ...held, stop: stopOrder }),
);

const pause: fc.Arbitrary<Pause> = fc.record(
  { by: text, reason: text, since: instant, until: instant },
  { requiredKeys: ['by', 'reason', 'since'] },
);
const settled = {
  schedule: anyInterval,
  timeZone: fc.constantFrom('Asia/Jakarta', 'UTC', 'Europe/Berlin').map((name) => TimeZone.parse(name)),
  daysBack: fc.integer({ min: 0, max: 31 }),
  notBefore: instant,
  changedAt: instant,
  changedBy: text,
};
/** With an interval alone, as rows of earlier versions have it. */
export const anyPlainConfig: fc.Arbitrary<JobConfig> = fc.oneof(
  fc.record(settled),
  fc.record({ ...settled, pause }),
);
export const anyConfig: fc.Arbitrary<JobConfig> = fc.oneof(
  anyPlainConfig,
  fc.tuple(anyPlainConfig, anyDocument).map(([plain, document]) => ({ ...plain, ...document })),
);

const counters = Object.fromEntries(Object.keys(noStatistics).map((name) => [name, count]));
const statistics = fc
  .record(counters)
  .map((counted): Statistics => Object.assign({ ...noStatistics }, counted));
export const anyState: fc.Arbitrary<JobState> = fc.record(
  {
    active: activeRun,
    last: finishedRun,
    lastSkip: finishedRun,
    lastSuccessAt: instant,
    lastSlot: instant,
    lastEnd: instant,
    lastRequestAt: instant,
    latestId: id,
    adapted: anyAdapted,
    statistics,
  },
  { requiredKeys: ['statistics'] },
);
