/** sp_getapplock and sp_releaseapplock, session-owned only. */
import type { AppLocks, LockMode } from '../app-locks.ts';
import { bindParameters, type Declared } from '../bind-parameters.ts';
import { lockNotHeld, lockOptionUnknown, transactionNeeded } from '../messages.ts';
import type { RequestContext } from '../tds/context.ts';
import { SqlError } from '../tds/sql-error.ts';
import type { SqlValue } from '../tds/values.ts';
import type { ProcedureCall } from './call.ts';

const callError = -999;
const longestResource = 255;
const modes: readonly LockMode[] = ['Shared', 'Update', 'IntentShared', 'IntentExclusive', 'Exclusive'];

const owner: Declared = { name: '@LockOwner', type: 'nvarchar', defaultValue: 'Transaction' };
const principal: Declared = { name: '@DbPrincipal', type: 'nvarchar', defaultValue: 'public' };
const resource: Declared = { name: '@Resource', type: 'nvarchar' };

const getParameters: readonly Declared[] = [
  resource,
  { name: '@LockMode', type: 'nvarchar' },
  owner,
  { name: '@LockTimeout', type: 'int', defaultValue: -1 },
  principal,
];
const releaseParameters: readonly Declared[] = [resource, owner, principal];

export async function getAppLock(
  call: ProcedureCall,
  context: RequestContext,
  locks: AppLocks,
): Promise<void> {
  const values = bindParameters('sp_getapplock', getParameters, call.parameters);
  const asked = String(values.get('@LockMode') ?? '');
  const mode = modes.find((known) => known.toLowerCase() === asked.toLowerCase());
  const wrong =
    ownerError(values) ?? (mode === undefined ? lockOptionUnknown(asked, '@LockMode') : undefined);
  if (wrong !== undefined || mode === undefined) return failCall(context, wrong);
  context.returnStatus = await locks.acquire(
    {
      owner: context.session.spid,
      resource: lockKey(context, values),
      mode,
      timeout: Number(values.get('@LockTimeout')),
    },
    context.signal,
  );
}

export function releaseAppLock(call: ProcedureCall, context: RequestContext, locks: AppLocks): void {
  const values = bindParameters('sp_releaseapplock', releaseParameters, call.parameters);
  const wrong = ownerError(values);
  if (wrong !== undefined) return failCall(context, wrong);
  if (locks.release(context.session.spid, lockKey(context, values))) return undefined;
  return failCall(
    context,
    lockNotHeld(String(values.get('@DbPrincipal')), String(values.get('@Resource') ?? '')),
  );
}

function ownerError(values: ReadonlyMap<string, SqlValue>): SqlError | undefined {
  const given = String(values.get('@LockOwner') ?? '');
  if (given.toLowerCase() === 'session') return undefined;
  return given.toLowerCase() === 'transaction' ? transactionNeeded() : lockOptionUnknown(given, '@LockOwner');
}

/** As with SQL Server, the client gets both the error and return code -999. */
function failCall(context: RequestContext, error: SqlError | undefined): void {
  if (error !== undefined) context.sendErrors(error.sent);
  context.returnStatus = callError;
}

function lockKey({ session }: RequestContext, values: ReadonlyMap<string, SqlValue>): string {
  return lockKeyOf(session.database, values.get('@DbPrincipal') ?? null, values.get('@Resource') ?? null);
}

/** The same resource in another database or under another principal is a different lock. */
export const lockKeyOf = (database: string, role: SqlValue, name: SqlValue): string =>
  JSON.stringify([database.toLowerCase(), role ?? 'public', String(name ?? '').slice(0, longestResource)]);
