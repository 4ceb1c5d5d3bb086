/** sp_getapplock, sp_releaseapplock and APPLOCK_TEST, session-owned only. */
import type { AppLocks, LockMode } from '../app-locks.ts';
import { bindParameters, type Declared } from '../bind-parameters.ts';
import { lockNotHeld, lockOptionUnknown, transactionNeeded } from '../messages.ts';
import type { RequestContext, SessionControl } from '../tds/context.ts';
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
  const mode = modeOf(asked);
  const wrong =
    ownerError(values.get('@LockOwner')) ??
    (mode === undefined ? lockOptionUnknown(asked, '@LockMode') : undefined);
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
  const wrong = ownerError(values.get('@LockOwner'));
  if (wrong !== undefined) return failCall(context, wrong);
  if (locks.release(context.session.spid, lockKey(context, values))) return undefined;
  return failCall(
    context,
    lockNotHeld(String(values.get('@DbPrincipal')), String(values.get('@Resource') ?? '')),
  );
}

/** APPLOCK_TEST(principal, resource, mode, owner): whether the lock could be taken now. Takes nothing. */
export function testAppLock(
  [role = null, name = null, asked = null, lockOwner = 'Transaction']: readonly SqlValue[],
  { database, spid }: Pick<SessionControl, 'database' | 'spid'>,
  locks: AppLocks,
): SqlValue {
  const wrong = ownerError(lockOwner);
  if (wrong !== undefined) throw wrong;
  const mode = modeOf(String(asked));
  if (mode === undefined) throw lockOptionUnknown(String(asked), '@LockMode');
  return locks.wouldGrant(spid, lockKeyOf(database, role, name), mode) ? 1 : 0;
}

const modeOf = (asked: string): LockMode | undefined =>
  modes.find((known) => known.toLowerCase() === asked.toLowerCase());

function ownerError(lockOwner: SqlValue | undefined): SqlError | undefined {
  const given = String(lockOwner ?? '');
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
const lockKeyOf = (database: string, role: SqlValue, name: SqlValue): string =>
  JSON.stringify([database.toLowerCase(), role ?? 'public', String(name ?? '').slice(0, longestResource)]);
