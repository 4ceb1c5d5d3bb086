/** Faults when an attempt ends: its result, the counters, and whether another attempt follows. */
import type { PlantedFault } from '../planted-fault.ts';

const finishAttempt = 'src/operations/attempt/finish-attempt.ts';
const settle = 'src/core/run/settle.ts';
const statistics = 'src/core/job/statistics.ts';
const jobState = 'src/core/job/job-state.ts';

export const resultFaults: readonly PlantedFault[] = [
  {
    name: 'adaptation-without-audit',
    defect: 'The adaptive interval changes without an audit entry.',
    test: 'test/operations/adaptation.test.ts',
    beyondSimulation: 'its schedules do not adapt',
    patches: [[finishAttempt, 'omitUndefined({ audit, ledger })', 'omitUndefined({ ledger })']],
  },
  {
    name: 'statistics-outside-the-transaction',
    defect: 'The counters are written after the result, in a write of their own.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [
        finishAttempt,
        'state: after,\n    run,',
        'state: { ...after, statistics: state.statistics },\n    run,',
      ],
      [
        finishAttempt,
        "return committed.kind === 'conflict' ? committed :",
        "if (committed.kind === 'committed') await commit(world, committed.snapshot, { state: after });\n  return committed.kind === 'conflict' ? committed :",
      ],
    ],
  },
  {
    name: 'result-over-newer-rows',
    defect: 'After a conflict the result is written over what another process wrote meanwhile.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [
        finishAttempt,
        'rows ??= await readReady(world);',
        'if (rows === undefined) {\n        const fresh = await readReady(world);\n        rows = fresh && { ...ended.held, versions: fresh.versions };\n      }',
      ],
    ],
  },
  {
    name: 'result-written-twice',
    defect: 'A result whose reply was lost is written once more.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [
        finishAttempt,
        'if (recorded !== undefined) return',
        'if (recorded !== undefined && context.random > 1) return',
      ],
      [
        finishAttempt,
        'const active = ownRun(state, begun);\n  if (held === undefined || active === undefined)',
        'const active = ownRun(state, begun) ?? (recorded && begun);\n  if (active === undefined)',
      ],
      [finishAttempt, 'context, held.stop);', 'context, held?.stop);'],
      [finishAttempt, 'lease: release(held),', 'lease: release(lease),'],
    ],
  },
  {
    name: 'own-result-taken-for-another',
    defect: 'A result whose reply was lost is reported as settled by another process.',
    test: 'test/operations/finish-attempt.test.ts',
    beyondSimulation: 'only a line of the log tells',
    patches: [
      [
        finishAttempt,
        'if (recorded !== undefined) return',
        'if (recorded !== undefined && context.random > 1) return',
      ],
    ],
  },
  {
    name: 'result-given-up-at-once',
    defect: 'A result that cannot be written at once is thrown away.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [[finishAttempt, 'const tries = 64;', 'const tries = 1;']],
  },
  {
    name: 'history-without-the-end',
    defect: 'The history keeps the run as it began, without its end.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [[finishAttempt, 'state: after,\n    run,\n', 'state: after,\n']],
  },
  {
    name: 'success-counted-as-failure',
    defect: 'Successes do not count as executions.',
    test: 'test/core/job/statistics.test.ts',
    patches: [
      [
        statistics,
        'execution: add(before.execution, 1),\n        success: add(before.success, 1),',
        'success: add(before.success, 1),',
      ],
    ],
  },
  {
    name: 'lost-run-not-counted',
    defect: 'A lost run does not count as a failure.',
    test: 'test/core/job/statistics.test.ts',
    patches: [
      [
        statistics,
        'failure: add(before.failure, 1),',
        "failure: add(before.failure, outcome === 'lost' ? 0 : 1),",
      ],
    ],
  },
  {
    name: 'missed-slots-not-counted',
    defect: 'The slots that a run has missed are not added to their counter.',
    test: 'test/core/job/statistics.test.ts',
    patches: [
      [
        statistics,
        'missedSlots: add(before.missedSlots, run.missedSlots),',
        'missedSlots: before.missedSlots,',
      ],
    ],
  },
  {
    name: 'attempts-not-counted',
    defect: 'Each run counts as one attempt.',
    test: 'test/core/job/statistics.test.ts',
    patches: [[statistics, 'add(before.attempts, run.attempts.length)', 'add(before.attempts, 1)']],
  },
  {
    name: 'success-does-not-end-the-series',
    defect: 'A success does not end a series of failures.',
    test: 'test/core/job/statistics.test.ts',
    patches: [
      [
        statistics,
        'consecutiveFailures: 0,\n        consecutiveLost: 0,\n      };',
        'consecutiveLost: 0,\n      };',
      ],
    ],
  },
  {
    name: 'interrupted-attempt-not-counted',
    defect: 'An attempt that a shutdown interrupted does not count, so that its run has one more.',
    test: 'test/core/run/end-attempt.test.ts',
    patches: [
      [
        settle,
        'attempt: attempt.number + 1, dueAt',
        "attempt: attempt.number + (end.outcome === 'interrupted' ? 0 : 1), dueAt",
      ],
    ],
  },
  {
    name: 'ended-attempt-not-recorded',
    defect: 'An attempt that is followed by another one is missing in the history of its run.',
    test: 'test/core/run/end-attempt.test.ts',
    patches: [
      [settle, "return { ...ended, state: { kind: 'waiting',", "return { ...run, state: { kind: 'waiting',"],
    ],
  },
  {
    name: 'last-success-not-kept',
    defect: 'The state does not tell when a run last succeeded.',
    test: 'test/core/job/job-state.test.ts',
    patches: [
      [
        jobState,
        'return { ...known, last: run, lastSuccessAt: endedAt };',
        'return { ...known, last: run };',
      ],
    ],
  },
];
