/** Faults on the way to SQL Server: the applock, EXEC, the attention, and what its end means. */
import type { PlantedFault } from '../planted-fault.ts';

const applock = 'src/adapters/sql-server/applock.ts';
const lockedSession = 'src/adapters/sql-server/locked-session.ts';
const executeProcedure = 'src/adapters/sql-server/execute-procedure.ts';
const callProcedure = 'src/adapters/sql-server/call-procedure.ts';
const judgeCall = 'src/adapters/sql-server/judge-call.ts';
const executeAttempt = 'src/operations/attempt/execute-attempt.ts';

export const procedureFaults: readonly PlantedFault[] = [
  {
    name: 'applock-not-taken',
    defect: 'The procedure is executed without asking for the applock.',
    patches: [
      [
        lockedSession,
        '() => takeApplock(session, target.lockName, wait)',
        '() => Promise.resolve(target.lockName.length > 0 || takeApplock(session, target.lockName, wait))',
      ],
    ],
  },
  {
    name: 'applock-refusal-ignored',
    defect: 'A refused applock counts as granted.',
    patches: [
      [applock, "return typeof granted === 'number' && granted >= 0;", "return typeof granted === 'number';"],
    ],
  },
  {
    name: 'applock-before-rollback',
    defect: 'The applock is released before the open transaction is rolled back.',
    test: 'test/adapters/sql-server/applock.test.ts',
    patches: [
      [
        applock,
        "`IF @@TRANCOUNT > 0 RAISERROR(N'${notice}', 0, 1) WITH NOWAIT;\nIF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;\nEXEC sp_releaseapplock @Resource = N'${name.replaceAll(\"'\", \"''\")}', @LockOwner = N'Session';`",
        "`EXEC sp_releaseapplock @Resource = N'${name.replaceAll(\"'\", \"''\")}', @LockOwner = N'Session';\nIF @@TRANCOUNT > 0 RAISERROR(N'${notice}', 0, 1) WITH NOWAIT;\nIF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;`",
      ],
    ],
    beyondSimulation: 'its procedures leave no transaction open',
  },
  {
    name: 'foreign-run-is-a-failure',
    defect: 'A run beside somebody else who executes the procedure fails instead of being skipped.',
    patches: [
      [
        executeProcedure,
        "return { kind: 'foreign_run' };",
        "return { kind: 'succeeded', rowsAffected: 0, returnValue: 0 };",
      ],
    ],
  },
  {
    name: 'session-left-open',
    defect: 'The session is not closed when the attempt has ended, so that it keeps the applock.',
    patches: [
      [
        executeProcedure,
        'const left = await closeLockedSession(target, session, patience);',
        "const left = patience === undefined ? 'nothing' : await closeLockedSession(target, session, patience);",
      ],
      [
        executeProcedure,
        '} finally {\n    await session.close();\n  }',
        '} finally {\n    session.isBounded();\n  }',
      ],
    ],
  },
  {
    name: 'session-not-given-up',
    defect: 'A session that does not confirm a stop is waited for without end.',
    patches: [
      [callProcedure, 'if (!ended.aborted) session.abandon();', 'if (!ended.aborted) session.wasReplaced();'],
    ],
  },
  {
    name: 'attention-not-sent',
    defect: 'The server is not told to stop the procedure.',
    patches: [[callProcedure, '  request.cancel();\n', '']],
  },
  {
    name: 'success-despite-errors',
    defect: 'A procedure that reported errors counts as succeeded when it came to its end.',
    test: 'test/adapters/sql-server/judge-call.test.ts',
    patches: [
      [
        judgeCall,
        'if (errors.length === 0) return',
        'if (errors.length === 0 || ending.endedByItself) return',
      ],
    ],
    beyondSimulation: 'its procedures do not go on after an error',
  },
  {
    name: 'broken-connection-judged-as-failure',
    defect: 'A connection that broke after EXEC was sent is judged as a failure of the procedure.',
    test: 'test/adapters/sql-server/judge-call.test.ts',
    patches: [
      [
        judgeCall,
        "if (!lost) return { kind: 'failed', rowsAffected, failure };",
        "if (!lost || reason === undefined) return { kind: 'failed', rowsAffected, failure };",
      ],
    ],
  },
  {
    name: 'unconfirmed-stop-judged-as-confirmed',
    defect: 'A stop that the server did not confirm is judged as confirmed.',
    test: 'test/adapters/sql-server/judge-call.test.ts',
    patches: [
      [
        judgeCall,
        'return stoppedResult(reason, rowsAffected, false);',
        'return stoppedResult(reason, rowsAffected, true);',
      ],
    ],
  },
  {
    name: 'late-stop-hides-a-success',
    defect: 'A success is recorded as stopped because a stop was requested meanwhile.',
    test: 'test/adapters/sql-server/judge-call.test.ts',
    beyondSimulation: 'its driver, like the real one, reports every call that it told to stop as cancelled',
    patches: [
      [
        judgeCall,
        'if (errors.length === 0) return',
        'if (errors.length === 0 && reason !== undefined) return stoppedResult(reason, rowsAffected, true);\n  if (errors.length === 0) return',
      ],
    ],
  },
  {
    name: 'no-deadline',
    defect: 'Nothing ends a procedure that exceeds its time limit.',
    test: 'test/operations/execute-attempt.test.ts',
    patches: [
      [
        executeAttempt,
        'if (!ended.signal.aborted) abort(',
        'if (!ended.signal.aborted && world.settings.runTimeout < 0) abort(',
      ],
    ],
  },
  {
    name: 'deadline-by-the-wall-clock',
    defect: 'The time limit is measured by the wall clock, which somebody may set.',
    test: 'test/operations/execute-attempt.test.ts',
    patches: [
      [
        executeAttempt,
        'await world.clock.sleep(world.settings.runTimeout, ended.signal);',
        'const until = world.clock.now() + world.settings.runTimeout;\n    while (world.clock.now() < until && !ended.signal.aborted) {\n      await world.clock.sleep(world.settings.leaseRenewal, ended.signal);\n    }',
      ],
    ],
  },
  {
    name: 'shutdown-not-heard',
    defect: 'A shutdown does not stop the procedure.',
    test: 'test/operations/execute-attempt.test.ts',
    patches: [[executeAttempt, "abort({ cause: 'shutdown' });", "void log.debug('shutdown');"]],
  },
  {
    name: 'lease-not-confirmed-before-exec',
    defect: 'The procedure is sent without confirming that the lease is still that of the attempt.',
    patches: [
      [
        executeProcedure,
        'const refused = await lastRefusal(execution);',
        'const refused = execution.abort.signal.aborted ? await lastRefusal(execution) : undefined;',
      ],
    ],
  },
  {
    name: 'own-applock-taken-for-foreign',
    defect:
      'A run is skipped because of the applock that an earlier, broken session of the same attempt still holds.',
    test: 'test/adapters/sql-server/own-applock.test.ts',
    beyondSimulation:
      'its check accepts a session that was given up as a reason to skip, because the first attempt of another run may meet one',
    patches: [
      [
        executeProcedure,
        "return opened.kind === 'held_elsewhere' && askedBefore ? lockPerhapsOwn : undefined;",
        "return opened.kind === 'held_elsewhere' && askedBefore && opened.kind !== 'held_elsewhere' ? lockPerhapsOwn : undefined;",
      ],
    ],
  },
];
