/** Faults of the commands: cancel, stop, force-execute, and the audit that records them. */
import type { PlantedFault } from '../planted-fault.ts';

const executeCommand = 'src/operations/commands/execute-command.ts';
const auditHead = 'src/operations/commands/audit-head.ts';
const forceExecute = 'src/operations/commands/force-execute.ts';
const cancellation = 'src/core/job/cancellation.ts';
const lease = 'src/core/run/lease.ts';
const keepLease = 'src/operations/attempt/keep-lease.ts';

export const commandFaults: readonly PlantedFault[] = [
  {
    name: 'idempotency-key-ignored',
    defect: 'A command that is sent again with its Idempotency-Key is carried out again.',
    test: 'test/operations/execute-command.test.ts',
    beyondSimulation:
      'a command is sent again only when its reply was lost, and mostly changes nothing then: a seed of an earlier plan met it (15 of a20a811), the first 1,000 of this one do not',
    patches: [
      [
        executeCommand,
        'const key = idempotencyKey === undefined ? undefined : `${caller.actor.id} ${idempotencyKey}`;',
        'const key: string | undefined = idempotencyKey === undefined ? undefined : undefined;',
      ],
    ],
  },
  {
    name: 'audit-without-the-hash-before',
    defect: 'An audit entry does not carry the hash of the entry before it.',
    test: 'test/operations/execute-command.test.ts',
    patches: [[auditHead, "previous: head.hash ?? '',", "previous: '',"]],
  },
  {
    name: 'gap-in-the-audit',
    defect: 'The numbers of the audit entries have gaps.',
    test: 'test/operations/execute-command.test.ts',
    patches: [[auditHead, 'sequence: (head.sequence ?? 0) + 1,', 'sequence: (head.sequence ?? -1) + 2,']],
  },
  {
    name: 'command-without-audit',
    defect: 'A command changes the rows without an audit entry.',
    test: 'test/operations/execute-command.test.ts',
    patches: [
      [
        executeCommand,
        'change: { ...change, state, audit, answered },',
        'change: { ...change, state, answered },',
      ],
    ],
  },
  {
    name: 'requested-beside-a-run',
    defect: 'Force-execute replaces the active run.',
    test: 'test/operations/run-commands.test.ts',
    patches: [
      [forceExecute, 'if (active !== undefined)\n', 'if (active !== undefined && lastRequestAt === now)\n'],
    ],
  },
  {
    name: 'cool-down-ignored',
    defect: 'Force-execute is accepted again before its cool-down is over.',
    test: 'test/operations/run-commands.test.ts',
    patches: [
      [
        forceExecute,
        'if (permitted <= now) return undefined;',
        'if (permitted <= now || active === undefined) return undefined;',
      ],
    ],
  },
  {
    name: 'cancel-not-on-the-lease',
    defect: 'A cancel of a running run is not written on its lease, so that its process never hears of it.',
    test: 'test/core/job/cancellation.test.ts',
    patches: [
      [cancellation, 'lease: asked === held ? undefined : asked', 'lease: asked === held ? undefined : held'],
    ],
  },
  {
    name: 'cancel-not-on-the-run',
    defect: 'A cancel of a run that no process answers for is forgotten.',
    test: 'test/core/job/cancellation.test.ts',
    patches: [
      [
        cancellation,
        '...(kept === undefined ? { state } : { state: recordRun(state, kept), run: kept }),',
        '...(kept === undefined ? { state } : { state, run }),',
      ],
    ],
  },
  {
    name: 'cancel-not-heard',
    defect: 'The process that executes the procedure does not heed a cancel that it finds on its lease.',
    test: 'test/operations/keep-lease.test.ts',
    patches: [[keepLease, 'if (lease.stop !== undefined) keeping.onRequest(lease.stop);\n', '']],
  },
  {
    name: 'cancelled-run-goes-on',
    defect: 'A waiting run that was cancelled stays active.',
    test: 'test/core/job/cancellation.test.ts',
    patches: [
      [
        cancellation,
        "return { kind: 'cancelled', state: recordRun(state, cancelled), run: cancelled };",
        "return { kind: 'cancelled', state, run: cancelled };",
      ],
    ],
  },
  {
    name: 'later-request-replaces-the-first',
    defect: 'A later cancellation request replaces the first one.',
    test: 'test/core/run/lease.test.ts',
    patches: [
      [
        lease,
        "before === undefined || (before.cause === 'deadline' && after.cause === 'cancel') ? after : before;",
        'before === undefined || after.at >= 0 ? after : before;',
      ],
    ],
  },
  {
    name: 'time-limit-outlives-a-cancel',
    defect: 'A cancel after the time limit is forgotten, so that another attempt follows.',
    test: 'test/core/run/lease.test.ts',
    patches: [
      [
        lease,
        "before === undefined || (before.cause === 'deadline' && after.cause === 'cancel') ? after : before;",
        'before === undefined ? after : before;',
      ],
    ],
  },
];
