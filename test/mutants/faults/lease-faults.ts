/** Faults of the lease: who may execute, until when, and who may write. */
import type { PlantedFault } from '../planted-fault.ts';

const lease = 'src/core/run/lease.ts';
const keepLease = 'src/operations/attempt/keep-lease.ts';
const finishAttempt = 'src/operations/attempt/finish-attempt.ts';
const runProcedure = 'src/operations/attempt/run-procedure.ts';
const forceUnlock = 'src/operations/commands/force-unlock.ts';

export const leaseFaults: readonly PlantedFault[] = [
  {
    name: 'epoch-stands-still',
    defect: 'Acquiring the lease does not increase its epoch.',
    test: 'test/core/run/lease.test.ts',
    patches: [[lease, 'lease.epoch + 1 : 1;', 'lease.epoch : 1;']],
  },
  {
    name: 'renewal-extends-nothing',
    defect: 'A renewal leaves the expiry of the lease as it was.',
    test: 'test/core/run/lease.test.ts',
    patches: [
      [
        lease,
        'return { ...lease, progress, renewedAt: now, expiresAt: plus(now, expiry) };',
        'return { ...lease, progress, renewedAt: now };',
      ],
    ],
  },
  {
    name: 'expiry-ignored',
    defect: 'A lease that has expired still counts as alive.',
    test: 'test/core/run/lease.test.ts',
    patches: [
      [
        lease,
        'return now < earlier(lease.expiresAt, plus(lease.renewedAt, longestExpiry)) ? lease : undefined;',
        'return lease;',
      ],
    ],
  },
  {
    name: 'lease-never-alive',
    defect: 'A lease counts as expired from the beginning.',
    test: 'test/core/run/lease.test.ts',
    patches: [
      [
        lease,
        'return now < earlier(lease.expiresAt, plus(lease.renewedAt, longestExpiry)) ? lease : undefined;',
        'return now < earlier(lease.acquiredAt, lease.renewedAt) ? lease : undefined;',
      ],
    ],
  },
  {
    name: 'lease-of-the-future-alive',
    defect: 'A lease that was renewed by a clock far ahead stays alive until that time comes.',
    test: 'test/core/job/clock-went-back.test.ts',
    patches: [
      [
        lease,
        "if (lease.kind === 'free' || isAhead(lease.renewedAt, now)) return undefined;",
        "if (lease.kind === 'free') return undefined;",
      ],
    ],
    beyondSimulation:
      'the tick that notices the clock puts the lease right as well, so that only rows in between tell',
  },
  {
    name: 'result-without-fence',
    defect: 'The result is written although the lease is no longer that of the attempt.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [
        finishAttempt,
        'const held = leaseOf(lease, holdingOf(begun));',
        "const held = leaseOf(lease, holdingOf(begun)) ?? (lease.kind === 'held' ? lease : undefined);",
      ],
      [finishAttempt, 'if (held === undefined || active === undefined)', 'if (active === undefined)'],
      [finishAttempt, 'context, held.stop);', 'context, held?.stop);'],
      [finishAttempt, 'lease: release(held),', 'lease: release(lease),'],
    ],
    beyondSimulation:
      'the number of the attempt prevents the same write, and only restored rows tell the two apart',
  },
  {
    name: 'result-of-any-attempt',
    defect: 'The result is written although the run is in another attempt by now.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [
        finishAttempt,
        'return active.state.attempt.number === begun.state.attempt.number ? active : undefined;',
        'return active;',
      ],
    ],
    beyondSimulation: 'the lease prevents the same write, and only restored rows tell the two apart',
  },
  {
    name: 'result-without-any-fence',
    defect: 'The result is written whoever holds the lease and whichever attempt the run is in.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [
      [finishAttempt, 'if (held === undefined || active === undefined)', 'if (active === undefined)'],
      [finishAttempt, 'context, held.stop);', 'context, held?.stop);'],
      [finishAttempt, 'lease: release(held),', 'lease: release(lease),'],
      [
        finishAttempt,
        'return active.state.attempt.number === begun.state.attempt.number ? active : undefined;',
        'return active;',
      ],
    ],
  },
  {
    name: 'renewal-without-fence',
    defect: 'A holder that lost its lease renews the lease of the one that took it over.',
    test: 'test/operations/keep-lease.test.ts',
    patches: [
      [
        keepLease,
        'leaseOf(snapshot.lease, rows.lease);',
        "(leaseOf(snapshot.lease, rows.lease) ?? (snapshot.lease.kind === 'held' ? snapshot.lease : undefined));",
      ],
    ],
  },
  {
    name: 'lease-kept-after-the-end',
    defect: 'The lease stays held when the attempt has ended.',
    test: 'test/operations/finish-attempt.test.ts',
    patches: [[finishAttempt, 'lease: release(held),', 'lease: held,']],
  },
  {
    name: 'force-unlock-frees-the-lease',
    defect: 'Force-unlock frees the lease instead of ending it.',
    test: 'test/operations/run-commands.test.ts',
    patches: [
      [forceUnlock, 'import { expire } from', 'import { release } from'],
      [forceUnlock, 'lease: expire(lease, now)', 'lease: release(lease)'],
    ],
  },
  {
    name: 'begun-although-another-was-first',
    defect: 'A process that lost the race for the lease executes the procedure all the same.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [
        runProcedure,
        "if (result.kind === 'conflict') return undefined;\n  return { run, held: { ...result.snapshot, lease } };",
        "const rows = result.kind === 'conflict' ? { ...snapshot, state } : result.snapshot;\n  return { run, held: { ...rows, lease } };",
      ],
    ],
    beyondSimulation: 'the lease is confirmed once more before EXEC, which stops whoever lost the race',
  },
  {
    name: 'begun-without-the-lease',
    defect: 'An attempt begins without taking the lease.',
    test: 'test/operations/tick.test.ts',
    patches: [
      [
        runProcedure,
        'commit(world, snapshot, { lease, state, run });',
        'commit(world, snapshot, { state, run });',
      ],
    ],
  },
  {
    name: 'unknown-lease-confirmed',
    defect: 'A lease counts as confirmed although the table has not answered.',
    test: 'test/operations/keep-lease.test.ts',
    beyondSimulation:
      'it takes a suspension between lease and applock until somebody has settled the run, and a table that is cut off just then: a seed of an earlier plan met that (257 of a20a811), the first 1,000 of this one do not',
    patches: [
      [
        keepLease,
        "if (renewal !== 'beaten') return renewal === 'renewed';",
        "if (renewal !== 'beaten') return renewal !== 'lost';",
      ],
    ],
  },
  {
    name: 'lost-lease-confirmed',
    defect: 'A lease counts as confirmed although another process has taken it.',
    test: 'test/operations/keep-lease.test.ts',
    patches: [
      [
        keepLease,
        "if (renewal !== 'beaten') return renewal === 'renewed';",
        "if (renewal !== 'beaten') return renewal !== 'unknown';",
      ],
    ],
  },
];
