/** How far the way to a session got, in words, for the time when it goes no further. */
import type { Connection } from 'mssql';
import type { Destination } from './open-socket.ts';

export type ConnectingStep = keyof typeof words;

export interface ConnectingStage {
  readonly step: ConnectingStep;
  /** Where the last connection went; the server may have named it. */
  readonly to: Destination;
  /** Of the last login. */
  readonly redirections: number;
}

const words = {
  browser: 'asking SQL Server Browser for the port of the instance',
  resolve: 'looking up the address',
  connect: 'opening the TCP connection',
  prelogin: 'waiting for the first answer',
  tls: 'agreeing on encryption',
  login: 'waiting for the answer to the login',
  identity: 'logging in with the managed identity',
  options: 'setting the options of the session',
  lock: 'taking the lock',
} as const;

/** The driver's states, by its own names, from the first packet on. */
const steps: ReadonlyMap<unknown, ConnectingStep> = new Map([
  ['SentPrelogin', 'prelogin'],
  ['SentTLSSSLNegotiation', 'tls'],
  ['SentLogin7WithStandardLogin', 'login'],
  ['SentLogin7WithFedauth', 'identity'],
  ['LoggedInSendingInitialSql', 'options'],
  ['LoggedIn', 'lock'],
  ['SentClientRequest', 'lock'],
  ['SentAttention', 'lock'],
]);

export function stageOf(connection: Connection | undefined, before: ConnectingStep): ConnectingStep {
  const state: unknown = connection === undefined ? undefined : Reflect.get(connection, 'state');
  if (typeof state !== 'object' || state === null) return before;
  return steps.get(Reflect.get(state, 'name')) ?? before;
}

/** "waiting for the answer to the login at db1:1433, after 2 redirections" */
export function describeStage({ step, to, redirections }: ConnectingStage): string {
  const at = step === 'browser' ? to.host : `${to.host}:${to.port}`;
  if (redirections === 0) return `${words[step]} (${at})`;
  return `${words[step]} (${at}, after ${redirections} redirection${redirections === 1 ? '' : 's'})`;
}
