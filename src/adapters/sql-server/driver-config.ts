/** The driver's configuration: one session, no retries of its own, the session's options, and who logs in. */
import type { config } from 'mssql';
import { type DurationMs, seconds } from '../../core/time/time.ts';
import type { OpenSocket } from './open-socket.ts';
import type { SqlLogin } from './login.ts';
import type { SqlSettings } from './sql-settings.ts';

/** How long the server may take to acknowledge a cancel, which then counts as unconfirmed. */
export const cancelTimeout: DurationMs = seconds(5);
const poolMargin = seconds(5);
const applicationName = 'spJamkerja-scheduler';

/**
 * The procedure must compute the same as when an operator executes it in Management Studio, with the language, date
 * format and first day of the week of the login. docs/settings.md has the table. The driver takes null for
 * "the login's own", although its published types do not say so.
 */
const sessionOptions = (
  { xactAbort, language }: SqlSettings,
  connector: OpenSocket,
): Readonly<Record<string, unknown>> => ({
  connector,
  language: language ?? null,
  dateFormat: null,
  datefirst: null,
  enableAnsiNull: true,
  enableAnsiNullDefault: true,
  enableAnsiPadding: true,
  enableAnsiWarnings: true,
  // Off, the server would choose other plans than Management Studio gets, and refuse indexed views.
  enableArithAbort: true,
  enableConcatNullYieldsNull: true,
  enableCursorCloseOnCommit: false,
  enableImplicitTransactions: false,
  enableNumericRoundabort: false,
  enableQuotedIdentifier: true,
  textsize: 2_147_483_647,
  abortTransactionOnError: xactAbort,
});

export async function driverConfig(sql: SqlSettings, connector: OpenSocket): Promise<config> {
  const { server, port, instance, database, login, connectTimeout } = sql;
  // The session keeps the time itself and names what it waited for: these are only to come later.
  const poolTimeout = connectTimeout + poolMargin;
  return {
    server,
    port,
    database,
    connectionTimeout: poolTimeout,
    requestTimeout: connectTimeout,
    // A round trip before each request would only shift the moment at which the session can be lost.
    validateConnection: 'socket',
    // `min: 1` keeps the session, and with it the applock, however long it is idle.
    pool: { max: 1, min: 1, acquireTimeoutMillis: poolTimeout, createTimeoutMillis: poolTimeout },
    options: {
      ...sessionOptions(sql, connector),
      encrypt: sql.encrypt,
      trustServerCertificate: sql.trustServerCertificate,
      appName: applicationName,
      cancelTimeout,
      maxRetriesOnTransientErrors: 0,
      multiSubnetFailover: sql.multiSubnetFailover,
      ...(sql.hostNameInCertificate === undefined ? {} : { serverName: sql.hostNameInCertificate }),
      ...(instance === undefined ? {} : { instanceName: instance }),
    },
    authentication: await authenticationOf(login),
  };
}

/** The server names what the token is for. A token for anything else would open other doors to whoever runs it. */
const databaseScope = /^https:\/\/database\.[a-z0-9.-]+\/\.default$/i;

async function authenticationOf(login: SqlLogin): Promise<NonNullable<config['authentication']>> {
  if (login.kind === 'password') {
    return { type: 'default', options: { userName: login.user, password: login.password } };
  }
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const { clientId } = login;
  const identity =
    clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  const getToken: typeof identity.getToken = async (scopes, options) => {
    const foreign = [scopes].flat().find((scope) => !databaseScope.test(scope));
    if (foreign === undefined) return identity.getToken(scopes, options);
    throw new Error(`the server asked for a token for ${foreign}, which is no database`);
  };
  return { type: 'token-credential', options: { credential: { getToken } } };
}
