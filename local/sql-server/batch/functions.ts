/** The scalar functions that a check of the connection asks, and what the stand-in answers. */
import { readFileSync } from 'node:fs';
import type { AppLocks } from '../app-locks.ts';
import { testAppLock } from '../procedures/application-lock.ts';
import { canonicalName } from '../procedures/call.ts';
import type { ServerFace } from '../server-face.ts';
import type { SessionControl } from '../tds/context.ts';
import type { SqlValue } from '../tds/values.ts';

export interface Scope {
  readonly session: SessionControl;
  readonly locks: AppLocks;
  readonly face: ServerFace;
  readonly variable: (name: string) => SqlValue;
}

type ScalarFunction = (values: readonly SqlValue[], scope: Scope) => SqlValue;

/** As in the catalogue. */
export const procedureId = 1_093_578_934;
const procedureName = 'dbo.spjamkerja';

export const objectId = (name: SqlValue | undefined, { procedure }: ServerFace): number | null =>
  procedure !== 'missing' && canonicalName(String(name)) === procedureName ? procedureId : null;

function hasPermission([name, securable, permission]: readonly SqlValue[], { face }: Scope): SqlValue {
  if (String(securable).toUpperCase() !== 'OBJECT' || String(permission).toUpperCase() !== 'EXECUTE')
    return null;
  if (/^(?:sys\.)?sp_(?:get|release)applock$/i.test(String(name))) return face.mayLock ? 1 : 0;
  if (canonicalName(String(name)) === 'dbo.spjamkerjapending')
    return face.pending === 'missing' ? null : face.pending === 'denied' ? 0 : 1;
  if (objectId(name, face) === null) return null;
  return face.procedure === 'denied' ? 0 : 1;
}

const serverProperties: Readonly<Record<string, SqlValue>> = {
  productversion: '16.0.1000.6',
  edition: 'Stand-in (64-bit)',
  engineedition: 3,
};

function databaseProperty([, name]: readonly SqlValue[], { face }: Scope): SqlValue {
  switch (String(name).toLowerCase()) {
    case 'collation':
      return 'SQL_Latin1_General_CP1_CI_AS';
    case 'updateability':
      return face.readOnly ? 'READ_ONLY' : 'READ_WRITE';
    default:
      return null;
  }
}

function definitionOf([id]: readonly SqlValue[], { face }: Scope): SqlValue {
  if (id !== procedureId) return null;
  return face.definition ?? readFileSync(new URL('../../sql/03-spJamkerja.sql', import.meta.url), 'utf8');
}

const secondsSince1970 = ({ face }: Scope): number => Math.floor((Date.now() + face.clockAheadMs) / 1_000);

export const scalarFunctions: ReadonlyMap<string, ScalarFunction> = new Map<string, ScalarFunction>([
  ['serverproperty', ([name]) => serverProperties[String(name).toLowerCase()] ?? null],
  ['databasepropertyex', databaseProperty],
  ['suser_sname', (_, { session }) => session.user],
  ['user_name', (_, { session, face }) => (face.sysadmin ? 'dbo' : session.user)],
  ['db_name', (_, { session }) => session.database],
  ['is_srvrolemember', (_, { face }) => (face.sysadmin ? 1 : 0)],
  ['is_member', (_, { face }) => (face.sysadmin ? 1 : 0)],
  ['has_perms_by_name', hasPermission],
  ['object_id', ([name], { face }) => objectId(name, face)],
  ['object_definition', definitionOf],
  ['applock_test', (values, { session, locks }) => testAppLock(values, session, locks)],
  // Only ever asked for the seconds since 1970.
  ['datediff', (_, scope) => secondsSince1970(scope)],
  ['sysutcdatetime', () => null],
  ['sysdatetimeoffset', () => null],
  ['datepart', (_, { face }) => face.offsetMinutes ?? -new Date().getTimezoneOffset()],
]);
