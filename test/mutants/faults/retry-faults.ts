/** Faults of the retries: whether, when and with which range an attempt is repeated. */
import type { PlantedFault } from '../planted-fault.ts';

const retry = 'src/core/run/retry.ts';
const settle = 'src/core/run/settle.ts';
const decide = 'src/core/job/decide.ts';

export const retryFaults: readonly PlantedFault[] = [
  {
    name: 'permanent-error-retried',
    defect: 'A permanent error is retried.',
    test: 'test/core/run/retry.test.ts',
    patches: [
      [
        retry,
        "if ('failure' in end && !isTransient[end.failure.class]) return { kind: 'give_up', because: 'permanent' };\n",
        '',
      ],
    ],
  },
  {
    name: 'one-attempt-too-many',
    defect: 'A run has one attempt more than configured.',
    test: 'test/core/run/retry.test.ts',
    patches: [[retry, 'if (attempt >= settings.maxAttempts)', 'if (attempt > settings.maxAttempts)']],
  },
  {
    name: 'one-attempt-too-few',
    defect: 'A run has one attempt less than configured.',
    test: 'test/core/run/retry.test.ts',
    patches: [[retry, 'if (attempt >= settings.maxAttempts)', 'if (attempt + 1 >= settings.maxAttempts)']],
  },
  {
    name: 'interruption-not-retried',
    defect: 'An attempt that a shutdown interrupted is not repeated.',
    test: 'test/core/run/retry.test.ts',
    patches: [[retry, 'interrupted: true,', 'interrupted: false,']],
  },
  {
    name: 'unreachable-not-retried',
    defect: 'An attempt that could not reach the server is not repeated.',
    test: 'test/core/run/retry.test.ts',
    patches: [[retry, 'unreachable: true,', 'unreachable: false,']],
  },
  {
    name: 'timeout-retried',
    defect: 'A run that reached its time limit is repeated although the setting says no.',
    test: 'test/core/run/retry.test.ts',
    patches: [
      [
        retry,
        "if (end.outcome === 'timed_out' && !settings.retryTimeouts)",
        "if (end.outcome === 'timed_out' && settings.maxAttempts < 1)",
      ],
    ],
  },
  {
    name: 'retry-at-once',
    defect: 'The next attempt follows without its delay.',
    test: 'test/core/run/retry.test.ts',
    patches: [[retry, 'milliseconds(delay * (0.9 + 0.2 * random))', 'milliseconds(delay * 0)']],
  },
  {
    name: 'retry-before-it-is-due',
    defect: 'A waiting attempt begins with the next tick, whenever it is due.',
    test: 'test/core/job/decide.test.ts',
    patches: [[decide, 'if (at > now) return', 'if (at > now && attempt === 1) return']],
  },
  {
    name: 'retry-without-the-range',
    defect: 'A retry computes the range anew.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [
        'src/operations/serve-slot.ts',
        'await runProcedure(world, log, snapshot, { ...run, range });',
        'await runProcedure(world, log, snapshot, {\n    ...run,\n    range: run.attempts.length === 0 ? range : rangeOfSlot(now, snapshot.config),\n  });',
      ],
    ],
  },
  {
    name: 'cancellation-lost-on-retry',
    defect: 'A cancel that came too late to stop the attempt does not prevent the next one.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [
        settle,
        "if (request?.cause === 'cancel') return settle(run, { ...end, outcome: 'cancelled', request }, context);\n",
        '',
      ],
    ],
  },
  {
    name: 'retry-into-the-pause',
    defect: 'The next attempt of a scheduled run begins although the schedule is paused.',
    test: 'test/core/job/decide.test.ts',
    patches: [
      [
        decide,
        'if (byItself && config.pause !== undefined) {',
        'if (byItself && config.pause !== undefined && state.attempt === 1) {',
      ],
    ],
  },
  {
    name: 'retry-within-the-start-delay',
    defect: 'The next attempt of a scheduled run does not wait for the start delay after a pause.',
    test: 'test/core/job/decide.test.ts',
    patches: [[decide, 'byItself ? later(state.dueAt, config.notBefore) : state.dueAt;', 'state.dueAt;']],
  },
  {
    name: 'request-waits-for-the-pause',
    defect: 'A requested run waits for the end of a pause.',
    test: 'test/core/job/decide.test.ts',
    patches: [
      [
        decide,
        "const byItself = trigger === 'schedule';",
        "const byItself = trigger === 'schedule' || trigger === 'request';",
      ],
    ],
  },
];
