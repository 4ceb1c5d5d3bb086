/** The driver's configuration: one session, no retries of its own, XACT_ABORT on, and who logs in. */
import type { config } from 'mssql';
import { type DurationMs, seconds } from '../../core/time/time.ts';
import type { SqlLogin } from './login.ts';
import type { SqlSettings } from './sql-settings.ts';

/** How long the server may take to acknowledge a cancel, which then counts as unconfirmed. */
export const cancelTimeout: DurationMs = seconds(5);
const poolMargin = seconds(5);
const applicationName = 'spJamkerja-scheduler';

export async function driverConfig(sql: SqlSettings): Promise<config> {
  const { server, port, instance, database, login, connectTimeout } = sql;
  const poolTimeout = connectTimeout + poolMargin;
  return {
    server,
    port,
    database,
    connectionTimeout: connectTimeout,
    requestTimeout: connectTimeout,
    // A round trip before each request would only shift the moment at which the session can be lost.
    validateConnection: 'socket',
    // `min: 1` keeps the session, and with it the applock, however long it is idle.
    pool: { max: 1, min: 1, acquireTimeoutMillis: poolTimeout, createTimeoutMillis: poolTimeout },
    options: {
      encrypt: sql.encrypt,
      trustServerCertificate: sql.trustServerCertificate,
      appName: applicationName,
      // SET XACT_ABORT ON: a cancel then rolls back instead of leaving the transaction open.
      abortTransactionOnError: true,
      cancelTimeout,
      maxRetriesOnTransientErrors: 0,
      ...(instance === undefined ? {} : { instanceName: instance }),
    },
    authentication: await authenticationOf(login),
  };
}

async function authenticationOf(login: SqlLogin): Promise<NonNullable<config['authentication']>> {
  if (login.kind === 'password') {
    return { type: 'default', options: { userName: login.user, password: login.password } };
  }
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const { clientId } = login;
  const credential =
    clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  return { type: 'token-credential', options: { credential } };
}
