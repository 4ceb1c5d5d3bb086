/** An applock that an earlier try of the same attempt may hold is not somebody else's: the attempt is retried. */
import mssql from 'mssql';
import { expect, it } from 'vitest';
import { reportsOf } from '../../../src/adapters/sql-server/errors/error-reports.ts';
import { executeProcedure } from '../../../src/adapters/sql-server/execute-procedure.ts';
import type { CreateSession, Session } from '../../../src/adapters/sql-server/sql-session.ts';
import { lockPerhapsOwn } from '../../../src/core/run/failure.ts';
import { milliseconds } from '../../../src/core/time/time.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { record, runnerParts } from './support/attempt.ts';

const parts = runnerParts(
  { ...systemClock, sleep: async () => undefined },
  { SQL_SERVER: 'here', SQL_DATABASE: 'Attendance', SQL_USER: 'app', SQL_PASSWORD: 'secret' },
);

/** Its connection breaks while it waits for the applock, or the applock is held. */
const sessionsThat = (ends: ('break' | 'held')[]): CreateSession => {
  const next = (): Session => {
    const end = ends.shift() ?? 'held';
    const request = new mssql.Request();
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ESOCKET' });
    const execute = async () => (end === 'held' ? { returnValue: -1 } : Promise.reject(lost));
    return {
      driver: mssql,
      open: (afterLogin) => afterLogin(),
      limitBytes: () => undefined,
      request: () => Object.assign(request, { execute }),
      reportsOf,
      followStatementEnds: () => undefined,
      isBounded: () => true,
      wasReplaced: () => false,
      abandon: () => undefined,
      close: async () => undefined,
    };
  };
  return async () => next();
};

const execute = (ends: ('break' | 'held')[]) =>
  executeProcedure(
    {
      sql: parts.sql,
      lockName: 'lock',
      clock: parts.clock,
      keep: parts.settings.keepMessages,
      createSession: sessionsThat(ends),
    },
    { ...parts.settings, connectRetry: milliseconds(60_000) },
    record().execution,
  );

it('finds the applock held at its first try: somebody else executes the procedure', async () => {
  expect(await execute(['held'])).toEqual({ kind: 'foreign_run' });
});

it('finds the applock held after a try that may have taken it: the attempt has failed for the time being', async () => {
  expect(await execute(['break', 'held'])).toMatchObject({ kind: 'failed', failure: lockPerhapsOwn });
});
