/** Starts the stack's storage and SQL as separate processes, with their state in `.local`. */
import { join } from 'node:path';
import { type Child, startChild, toArguments } from './child.ts';
import { root, stateFolder } from './folders.ts';

export interface ServicePorts {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
  readonly sql: number;
}

export interface Services {
  /** Settings that point the app at these services. */
  readonly settings: Readonly<Record<string, string>>;
  readonly children: readonly Child[];
  readonly stop: () => Promise<void>;
}

/** Azurite's well-known development account. */
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const sqlUser = 'app';
const sqlPassword = 'Stand-in-0nly';
/** It announces the start and the end of each of its three services. */
const azuriteNoise = /^Azurite (Blob|Queue|Table) service is |successfully (listening|closed)/;
/** Long enough to watch a run and cancel it. */
const procedureMs = 8_000;

export async function startServices(ports: ServicePorts, print: (line: string) => void): Promise<Services> {
  const storage = startChild({
    name: 'storage (Azurite)',
    command: process.execPath,
    args: [
      join(root, 'local/storage/main.ts'),
      ...toArguments({
        folder: join(stateFolder, 'azurite'),
        'blob-port': ports.blob,
        'queue-port': ports.queue,
        'table-port': ports.table,
      }),
    ],
    env: process.env,
    print: (line) => (azuriteNoise.test(line) ? undefined : print(`[storage] ${line}`)),
  });
  const sql = startChild({
    name: 'SQL Server stand-in',
    command: process.execPath,
    args: [
      join(root, 'local/sql-server/main.ts'),
      ...toArguments({
        port: ports.sql,
        'data-folder': join(stateFolder, 'sql-server'),
        duration: procedureMs,
        user: sqlUser,
        password: sqlPassword,
        'exit-with-stdin': true,
      }),
    ],
    env: process.env,
    print: (line) => (line.startsWith('listening ') ? undefined : print(`[sql] ${line}`)),
  });
  const stop = async (): Promise<void> => {
    await Promise.all([sql.stop('SIGTERM', 1_500), storage.stop('SIGINT', 2_500)]);
  };
  try {
    await Promise.all([storage.listening(ports.table), sql.listening(ports.sql)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { settings: settingsFor(ports), children: [storage, sql], stop };
}

function settingsFor({ blob, queue, table, sql }: ServicePorts): Readonly<Record<string, string>> {
  const endpoint = (name: string, port: number): string =>
    `${name}Endpoint=http://127.0.0.1:${port}/${account};`;
  return {
    AzureWebJobsStorage: `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};${endpoint('Blob', blob)}${endpoint('Queue', queue)}${endpoint('Table', table)}`,
    SQL_SERVER: '127.0.0.1',
    SQL_PORT: String(sql),
    SQL_DATABASE: 'Attendance',
    SQL_AUTHENTICATION: 'password',
    SQL_USER: sqlUser,
    SQL_PASSWORD: sqlPassword,
    SQL_ENCRYPT: 'false',
    SQL_CONNECTION_STRING: '',
  };
}
