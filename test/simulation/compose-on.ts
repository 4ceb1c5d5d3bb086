/** The shipped operations and adapters of one process, on its simulated clock, table and server. */
import { askPending } from '../../src/adapters/sql-server/ask-pending.ts';
import { executeProcedure } from '../../src/adapters/sql-server/execute-procedure.ts';
import { probeProcedure } from '../../src/adapters/sql-server/probe.ts';
import { lockTargetOf } from '../../src/adapters/sql-server/procedure-runner.ts';
import type { SqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';
import { idGeneratorWith } from '../../src/adapters/system/id-generator.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { storeOn } from '../../src/adapters/table-storage/table-store.ts';
import { seconds } from '../../src/core/time/time.ts';
import type { World } from '../../src/ports.ts';
import type { InputProbe } from '../../src/ports/input-probe.ts';
import type { AppInstance, Surroundings } from './app-instance.ts';
import type { Connection, Line } from './connection.ts';
import { sessionsOn } from './simulated-session.ts';
import { clientOf } from './table-service.ts';

const sql: SqlSettings = {
  server: 'simulated',
  port: 1433,
  database: 'hr',
  login: { kind: 'password', user: 'scheduler', password: 'simulated' },
  encrypt: true,
  trustServerCertificate: false,
  multiSubnetFailover: false,
  connectTimeout: seconds(15),
  xactAbort: false,
};

interface Foundation {
  readonly host: AppInstance;
  readonly surroundings: Surroundings;
  readonly connections: Set<Connection>;
  readonly shutdown: AbortSignal;
}

export function composeOn({ host, surroundings, connections, shutdown }: Foundation): World {
  const { chance, service, server, settings, receivers } = surroundings;
  const { name, clock, tableLink, sqlLink } = host;
  const own = chance.stream(`${name} own`);
  const random = () => own.next();
  const idGenerator = idGeneratorWith(random);
  const { job } = settings;
  const store = storeOn(clientOf(service, host, tableLink), { job, clock, idGenerator, random });
  const { chance: luck } = sqlLink;
  const line: Line = {
    server,
    link: sqlLink,
    host,
    connections,
    trouble: () => (luck.happens(0.01) ? luck.pick(['login', 'busy', 'silent']) : undefined),
  };
  const target = lockTargetOf({ sql, settings, clock, createSession: sessionsOn(line) });
  const { procedure, parameter } = settings.pending;
  const input: InputProbe | undefined =
    procedure === undefined
      ? undefined
      : { pending: (...given) => askPending(target, { procedure, parameter }, ...given) };
  return {
    settings,
    clock,
    idGenerator,
    random,
    instance: { name, version: 'simulated' },
    sha256,
    store,
    runner: {
      execute: (execution) => executeProcedure(target, settings, execution),
      probe: (log, signal) => probeProcedure(target, log, signal),
    },
    inspector: { inspect: () => Promise.reject(new Error('nobody asks for a preflight here')) },
    input,
    notifier: receivers.notifierOf(host, chance.stream(`${name} receivers`)),
    shutdown,
  };
}
