/** Faults after a crash: what becomes of a run that no process answers for. */
import type { PlantedFault } from '../planted-fault.ts';

const reconcile = 'src/operations/attempt/reconcile.ts';
const reconciliation = 'src/core/run/reconciliation.ts';
const endAttempt = 'src/core/run/end-attempt.ts';
const probe = 'src/adapters/sql-server/probe.ts';

export const reconciliationFaults: readonly PlantedFault[] = [
  {
    name: 'gone-without-asking',
    defect: 'The probe answers that the procedure is gone without asking the server.',
    patches: [
      [
        probe,
        "if (signal.aborted) return 'unknown';",
        "if (signal.aborted) return 'unknown';\n  if (!signal.aborted) return 'gone';",
      ],
    ],
  },
  {
    name: 'held-taken-for-gone',
    defect: 'The probe takes an applock that somebody holds for a procedure that is gone.',
    patches: [[probe, "opened.answer ? 'gone' : 'alive'", "opened.answer ? 'gone' : 'gone'"]],
  },
  {
    name: 'unknown-taken-for-gone',
    defect: 'The probe takes a server that does not answer for a procedure that is gone.',
    patches: [[probe, "return 'unknown';\n}", "return 'gone';\n}"]],
  },
  {
    name: 'probe-takes-the-applock',
    defect: 'The probe takes the applock to find out whether it is free, and an attempt may meet it.',
    test: 'test/simulation/simulated-session.test.ts',
    beyondSimulation:
      'a probe holds the lock for a moment, and an attempt waits for it: none has met it in 1,000 seeds',
    patches: [
      [
        probe,
        '() => isApplockFree(session, target.lockName)',
        '() => takeApplock(session, target.lockName, milliseconds(0))',
      ],
      [
        probe,
        "import { isApplockFree } from './applock.ts';",
        "import { milliseconds } from '../../core/time/time.ts';\nimport { takeApplock } from './applock.ts';",
      ],
    ],
  },
  {
    name: 'orphan-lost-at-once',
    defect: 'A run whose procedure still runs on the server is settled as lost.',
    test: 'test/core/run/reconciliation.test.ts',
    patches: [
      [
        reconciliation,
        "case 'alive':\n      return state.kind === 'reconciling'\n        ? { ...run, state: { ...state, kind: 'orphaned', since } }\n        : undefined;",
        "case 'alive':\n      return settle(run, endOnceGone(state), context);",
      ],
    ],
  },
  {
    name: 'unknown-settled-as-lost',
    defect: 'A run is settled as lost when the server cannot be asked.',
    test: 'test/core/run/reconciliation.test.ts',
    patches: [
      [
        reconciliation,
        "case 'unknown':\n      return state.kind === 'orphaned'\n        ? { ...run, state: { ...state, kind: 'reconciling', since } }\n        : undefined;",
        "case 'unknown':\n      return settle(run, endOnceGone(state), context);",
      ],
    ],
  },
  {
    name: 'gone-is-a-success',
    defect: 'A run whose process was lost is settled as succeeded once its procedure is gone.',
    test: 'test/core/run/reconciliation.test.ts',
    patches: [[reconciliation, "return { outcome: 'lost' };", "return { outcome: 'succeeded' };"]],
  },
  {
    name: 'freed-although-alive',
    defect: 'The reconciler frees the lease although the procedure still runs.',
    test: 'test/operations/reconcile.test.ts',
    patches: [
      [
        reconcile,
        "probed === 'gone' ? { lease: release(snapshot.lease) } : {};",
        '{ lease: release(snapshot.lease) };',
      ],
    ],
  },
  {
    name: 'settled-without-the-lease',
    defect:
      'The reconciler settles the run without writing the lease, so that a holder that came back is overlooked.',
    test: 'test/operations/reconcile.test.ts',
    patches: [
      [reconcile, "probed === 'gone' ? { lease: release(snapshot.lease) } : {};", '{};'],
      [reconcile, 'import { leaseOf, release } from', 'import { leaseOf } from'],
    ],
  },
  {
    name: 'settled-on-old-rows',
    defect: 'The reconciler settles the run although another process wrote the rows during the probe.',
    test: 'test/operations/reconcile.test.ts',
    patches: [
      [
        reconcile,
        'commit(world, snapshot, { state, run: judged, ...lease });',
        'commit(world, { ...snapshot, versions: { ...snapshot.versions, ...(await rowsNow(world)) } }, { state, run: judged, ...lease });',
      ],
      [
        reconcile,
        'interface InCharge {',
        "const rowsNow = async ({ store }: World) => {\n  const rows = await store.read();\n  return rows.kind === 'ready' ? rows.versions : {};\n};\n\ninterface InCharge {",
      ],
    ],
  },
  {
    name: 'not-marked-before-the-probe',
    defect: 'The reconciler asks the server without first taking charge of the run by a write.',
    test: 'test/operations/reconcile.test.ts',
    patches: [
      [
        reconcile,
        "const result = await commit(world, snapshot, { state, run: lost });\n  if (result.kind === 'conflict') return undefined;",
        'const result = { snapshot: { ...snapshot, state } };',
      ],
    ],
  },
  {
    name: 'request-lost-with-the-process',
    defect: 'A cancellation request on the lease is forgotten when the process is lost.',
    test: 'test/operations/reconcile.test.ts',
    patches: [
      [
        reconcile,
        'const lost = markProcessLost(run, stop, now);',
        'const lost = markProcessLost(run, undefined, now);',
      ],
    ],
  },
  {
    name: 'request-of-a-returned-holder-lost',
    defect: 'A cancellation request that a holder which came back left on the lease is forgotten.',
    test: 'test/operations/reconcile.test.ts',
    beyondSimulation:
      'it takes a suspension past the time limit, a procedure that does not stop, and a crash within seconds after the return: not met in 1,000 seeds',
    patches: [
      [reconcile, 'const kept = stop && keepCancellationRequest(run, stop);', 'const kept = stop && run;'],
      [reconcile, '  keepCancellationRequest,\n', ''],
    ],
  },
  {
    name: 'broken-connection-is-a-failure',
    defect: 'A connection that broke after EXEC is taken for the end of the procedure.',
    test: 'test/core/run/end-attempt.test.ts',
    patches: [
      [
        endAttempt,
        "case 'connection_lost':\n      return reconciling(run, result.failure, request, now);",
        "case 'connection_lost':\n      return settle(run, { outcome: 'failed', failure: result.failure }, context, request);",
      ],
    ],
  },
  {
    name: 'unconfirmed-stop-is-an-end',
    defect: 'A stop that the server did not confirm is taken for the end of the procedure.',
    test: 'test/core/run/end-attempt.test.ts',
    patches: [
      [
        endAttempt,
        "if (!confirmed) return { ...run, state: { kind: 'stopping', attempt, since: now, stop } };\n",
        '',
      ],
    ],
  },
  {
    name: 'unconfirmed-interruption-is-an-end',
    defect:
      'A shutdown during which the server did not confirm the stop is taken for the end of the procedure.',
    test: 'test/core/run/end-attempt.test.ts',
    patches: [[endAttempt, 'if (!confirmed) return reconciling(run, failure, request, now);\n', '']],
  },
];
