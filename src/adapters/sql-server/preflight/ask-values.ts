/**
 * Single values of an open session. They read metadata and change nothing; each works from SQL Server 2012 on, and for
 * a login without any right beyond CONNECT.
 */
import { z } from 'zod';
import type { ServerFacts, ServerValues } from '../../../core/preflight/preflight-facts.ts';
import { omitUndefined } from '../../../core/omit-undefined.ts';
import { databasePrefix } from '../../../core/settings/procedure-name.ts';
import type { Session } from '../sql-session.ts';
import { answered, ask } from './ask-server.ts';

export interface Subject {
  readonly procedure: string;
  readonly lockName: string;
}

/** SERVERPROPERTY and DATABASEPROPERTYEX answer sql_variant, so each is cast. */
const serverProperty = (name: string, type: string) => `CAST(SERVERPROPERTY(N'${name}') AS ${type})`;
const databaseProperty = (name: string) => `CAST(DATABASEPROPERTYEX(DB_NAME(), N'${name}') AS nvarchar(128))`;

const expressions: Readonly<Record<keyof ServerValues, string>> = {
  version: serverProperty('ProductVersion', 'nvarchar(128)'),
  edition: serverProperty('Edition', 'nvarchar(128)'),
  engine: serverProperty('EngineEdition', 'int'),
  banner: '@@VERSION',
  login: 'SUSER_SNAME()',
  user: 'USER_NAME()',
  sysadmin: "IS_SRVROLEMEMBER(N'sysadmin')",
  owner: "IS_MEMBER(N'db_owner')",
  database: 'DB_NAME()',
  collation: databaseProperty('Collation'),
  updateability: databaseProperty('Updateability'),
  language: '@@LANGUAGE',
  firstDay: '@@DATEFIRST',
  mayExecute: "HAS_PERMS_BY_NAME(@procedure, N'OBJECT', N'EXECUTE')",
  mayLock: "HAS_PERMS_BY_NAME(N'sys.sp_getapplock', N'OBJECT', N'EXECUTE')",
  // Tells whether the lock could be taken now, without taking it.
  lockFree: "APPLOCK_TEST(N'public', @lock, N'Exclusive', N'Session')",
  definition: 'OBJECT_DEFINITION(OBJECT_ID(@procedure))',
};
const names = Object.keys(expressions);

const text = z.string().nullable();
const number = z.number().nullable();
const Values = z.object({
  version: text,
  edition: text,
  engine: number,
  banner: text,
  login: text,
  user: text,
  sysadmin: number,
  owner: number,
  database: text,
  collation: text,
  updateability: text,
  language: text,
  firstDay: number,
  mayExecute: number,
  mayLock: number,
  lockFree: number,
  definition: text,
} satisfies Record<keyof ServerValues, z.ZodType>);

/** One round trip; if the server refuses it, one for each value, so that the others are still told. */
export async function askValues(session: Session, subject: Subject): Promise<ServerFacts> {
  const values = { procedure: subject.procedure, lock: subject.lockName };
  // OBJECT_DEFINITION takes the id for one of the session's own database.
  const elsewhere =
    databasePrefix(subject.procedure) === '' ? {} : { definition: 'CAST(NULL AS nvarchar(max))' };
  const select = Object.entries({ ...expressions, ...elsewhere }).map(([name, sql]) => `${sql} AS [${name}]`);
  const together = await answered(async () =>
    Values.parse((await ask(session, `SELECT ${select.join(', ')}`, values))[0]),
  );
  if (together.kind === 'known') return { values: together.value, reasons: {} };
  const found: Record<string, unknown> = {};
  const reasons: Record<string, string> = {};
  for (const [index, sql] of select.entries()) {
    const name = names[index] ?? '';
    const alone = await answered(async () => (await ask(session, `SELECT ${sql}`, values))[0]?.[name]);
    if (alone.kind === 'known') found[name] = alone.value;
    else reasons[name] = alone.reason;
  }
  const parsed = Values.partial().safeParse(found);
  return { values: parsed.success ? omitUndefined(parsed.data) : {}, reasons };
}
