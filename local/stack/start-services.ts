/** Starts the stack's storage and SQL as separate processes, with their state in `.local`. */
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChosenServer, connectionNames } from '../own-server/choose-server.ts';
import { type Child, startChild, toArguments } from './child.ts';
import { root, stateFolder, storageFile } from './folders.ts';
import { variablesFor } from '../sql-server/variables.ts';

export interface ServicePorts {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
  /** Undefined: no stand-in, because somebody's own server takes its place. */
  readonly sql: number | undefined;
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

export interface ServicesOptions {
  readonly ports: ServicePorts;
  readonly server: ChosenServer;
  readonly print: (line: string) => void;
}

export async function startServices({ ports, server, print }: ServicesOptions): Promise<Services> {
  const storage = startChild({
    name: 'storage (Azurite)',
    command: process.execPath,
    args: [
      join(root, 'local/storage/main.ts'),
      ...toArguments({
        folder: join(folderOf(server), 'azurite'),
        'blob-port': ports.blob,
        'queue-port': ports.queue,
        'table-port': ports.table,
      }),
    ],
    env: process.env,
    print: (line) => (azuriteNoise.test(line) ? undefined : print(`[storage] ${line}`)),
  });
  const sql = ports.sql === undefined ? undefined : startStandIn(ports.sql, print);
  const children = sql === undefined ? [storage] : [storage, sql];
  const stop = async (): Promise<void> => {
    rmSync(storageFile, { force: true });
    await Promise.all([sql?.stop('SIGTERM', 1_500), storage.stop('SIGINT', 2_500)]);
  };
  try {
    await Promise.all([storage.listening(ports.table), ports.sql === undefined || sql?.listening(ports.sql)]);
  } catch (error) {
    await stop();
    throw error;
  }
  const settings = settingsFor(ports);
  writeFileSync(storageFile, settings.AzureWebJobsStorage);
  return { settings, children, stop };
}

function startStandIn(port: number, print: (line: string) => void): Child {
  return startChild({
    name: 'SQL Server stand-in',
    command: process.execPath,
    args: [
      join(root, 'local/sql-server/main.ts'),
      ...toArguments({
        port,
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
}

/** Each server has rows of its own: the schedule and history of one say nothing about another. */
function folderOf(server: ChosenServer): string {
  if (server.kind === 'stand-in') return stateFolder;
  const { server: host, port, instance, database } = server.sql;
  const name = [host, instance ?? port, database].join('-').toLowerCase();
  const hash = createHash('sha256').update(JSON.stringify([host, instance ?? port, database]).toLowerCase());
  const readable = name.replaceAll(/[^a-z0-9.-]+/g, '-').slice(0, 40);
  return join(stateFolder, 'own-servers', `${readable}-${hash.digest('hex').slice(0, 8)}`);
}

function settingsFor({ blob, queue, table, sql }: ServicePorts) {
  const endpoint = (name: string, port: number): string =>
    `${name}Endpoint=http://127.0.0.1:${port}/${account};`;
  const storage = {
    AzureWebJobsStorage: `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};${endpoint('Blob', blob)}${endpoint('Queue', queue)}${endpoint('Table', table)}`,
    // Otherwise two storage accounts would be set.
    AzureWebJobsStorage__accountName: '',
    AzureWebJobsStorage__tableServiceUri: '',
  };
  if (sql === undefined) return storage;
  return {
    ...storage,
    ...Object.fromEntries(connectionNames.map((name) => [name, ''])),
    ...variablesFor({ port: sql, user: sqlUser, password: sqlPassword }),
    SQL_AUTHENTICATION: 'password',
    SQL_CONNECTION_STRING: '',
    PENDING_PROCEDURE: 'dbo.spJamkerjaPending',
    PENDING_EVERY_MINUTES: '1',
    PENDING_QUIET_MINUTES: '1',
  };
}
