/** Storage and SQL for one test: a table of its own in the shared Azurite, and a stand-in of its own. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type SqlServerStandIn, startSqlServer } from '../../local/sql-server/stand-in.ts';
import { azuriteConnectionString } from './azurite.ts';

export interface Storage {
  readonly connectionString: string;
  readonly table: string;
}

export interface Surroundings extends AsyncDisposable {
  readonly storage: Storage;
  readonly sql: SqlServerStandIn;
}

/** `durationMs`: how long the procedure takes. */
export async function startSurroundings(durationMs = 0): Promise<Surroundings> {
  const storage = {
    connectionString: azuriteConnectionString(inject('azuritePort')),
    table: `T${randomUUID().replaceAll('-', '')}`,
  };
  const sql = await startSqlServer({ durationMs });
  return { storage, sql, [Symbol.asyncDispose]: () => sql.close() };
}
