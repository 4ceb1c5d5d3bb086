/** What a run costs beyond the procedure: one attempt, and a whole tick, against the same call with bare mssql. */
import { createProcedureRunner } from '../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { range, record, runnerParts } from '../adapters/sql-server/support/attempt.ts';
import { askFor, fireTimer, timed } from './ask.ts';
import type { ComparedFigure } from './figure.ts';
import { startStandIn } from './stand-in-process.ts';
import { variablesFor } from '../../local/sql-server/variables.ts';

const shared = { kind: 'compared', unit: 'ms', as: 'times' } as const;

export const runFigures: readonly ComparedFigure[] = [
  {
    ...shared,
    name: 'attempt',
    what: 'an attempt: connect, applock, execute, close',
    against: 'connect, execute and close with bare mssql',
    mustReach: 1.1,
    effort: { rounds: 15, pairs: 15, warmUp: 60 },
    prepare: async (_workshop, stack) => {
      const { default: mssql } = await import('mssql');
      const server = stack.use(await startStandIn());
      const { user, password, port } = server;
      const runner = createProcedureRunner(runnerParts(systemClock, variablesFor(server)));
      const config = {
        server: '127.0.0.1',
        port,
        database: 'Attendance',
        user,
        password,
        options: { encrypt: false },
      };
      const attempt = async (): Promise<void> => {
        const { kind } = await runner.execute(record().execution);
        if (kind !== 'succeeded') throw new Error(`the attempt ended as ${kind}`);
      };
      const bare = async (): Promise<void> => {
        const pool = await new mssql.ConnectionPool(config).connect();
        const request = pool.request();
        for (const name of ['awal', 'akhir'] as const) request.input(name, mssql.Date, new Date(range[name]));
        await request.execute('dbo.spJamkerja');
        await pool.close();
      };
      return { subject: () => timed(attempt), yardstick: () => timed(bare) };
    },
  },
  {
    ...shared,
    name: 'run',
    what: 'a tick with a run of a procedure that does next to nothing',
    against: 'a timer that connects, executes and closes with bare mssql',
    effort: { rounds: 15, pairs: 6, warmUp: 20 },
    prepare: async (workshop) => {
      const [{ host }, yardstick] = await Promise.all([workshop.app(), workshop.yardstickHost()]);
      return {
        subject: async () => {
          await askFor(202, host.url('/scheduler/force-execute'), { method: 'POST' });
          return timed(() => fireTimer(host, 'tick'));
        },
        yardstick: () => timed(() => fireTimer(yardstick, 'executeByTimer')),
      };
    },
  },
];
