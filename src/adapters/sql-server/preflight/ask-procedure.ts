/** What the catalogue says of the procedure, or which names come close if it has none. */
import { z } from 'zod';
import type {
  Answer,
  ParameterFacts,
  PendingProcedureFacts,
  ProcedureFacts,
} from '../../../core/preflight/preflight-facts.ts';
import { databasePrefix } from '../../../core/settings/procedure-name.ts';
import type { Session } from '../sql-session.ts';
import { answered, ask } from './ask-server.ts';

/**
 * OBJECT_ID finds a name as EXEC does: default schema, quotes, and another database in front. The object is then listed
 * in the catalogue of that database. `catalogue` ends with a dot.
 */
const findObject = (catalogue: string) =>
  'SELECT o.object_id AS id, o.type AS type, s.name AS [schema], o.name AS name FROM ' +
  `${catalogue}objects AS o JOIN ${catalogue}schemas AS s ON s.schema_id = o.schema_id ` +
  'WHERE o.object_id = OBJECT_ID(@procedure)';
const findParameters = (catalogue: string) =>
  'SELECT p.name AS name, TYPE_NAME(p.system_type_id) AS type, TYPE_NAME(p.user_type_id) AS declared, ' +
  'p.max_length AS length FROM ' +
  `${catalogue}parameters AS p ` +
  'WHERE p.object_id = @id AND p.parameter_id > 0 ORDER BY p.parameter_id';
const findBase = (catalogue: string) =>
  `SELECT base_object_name AS base FROM ${catalogue}synonyms WHERE object_id = @id`;
const listProcedures =
  'SELECT TOP (2000) s.name AS [schema], o.name AS name FROM sys.objects AS o ' +
  "JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE o.type IN ('P', 'PC', 'SN') ORDER BY o.name";
const listDatabases =
  'SELECT name FROM sys.databases WHERE HAS_DBACCESS(name) = 1 AND name <> DB_NAME() ' +
  "AND OBJECT_ID(CONCAT(QUOTENAME(name), N'.', @rest)) IS NOT NULL";

const ObjectRow = z.object({ id: z.number(), type: z.string(), schema: z.string(), name: z.string() });
const ParameterRow = z.object({
  name: z.string(),
  type: z.string().nullable(),
  declared: z.string().nullable(),
  length: z.number(),
});
const NameRow = z.object({ schema: z.string(), name: z.string() });

export async function askProcedure(session: Session, procedure: string): Promise<Answer<ProcedureFacts>> {
  return answered(async () => {
    const database = databasePrefix(procedure);
    const catalogue = `${database}sys.`;
    const [row] = z.array(ObjectRow).parse(await ask(session, findObject(catalogue), { procedure }));
    if (row === undefined) return missing(session, procedure);
    const name = `${database}${row.schema}.${row.name}`;
    const base = row.type.trim() === 'SN' ? await baseOf(session, catalogue, row.id) : undefined;
    const parameters = await parametersOf(session, catalogue, row.id);
    return { kind: 'object', name, type: row.type, base, parameters };
  });
}

const parametersOf = (
  session: Session,
  catalogue: string,
  id: number,
): Promise<Answer<readonly ParameterFacts[]>> =>
  answered(async () => {
    const rows = z.array(ParameterRow).parse(await ask(session, findParameters(catalogue), { id }));
    return rows.map(({ name, type, declared, length }) => ({ name, type: type ?? declared ?? '?', length }));
  });

async function baseOf(session: Session, catalogue: string, id: number): Promise<string | undefined> {
  const [row] = z
    .array(z.object({ base: z.string() }))
    .parse(await ask(session, findBase(catalogue), { id }));
  return row?.base;
}

async function missing(session: Session, procedure: string): Promise<ProcedureFacts> {
  const names = await answered(async () => z.array(NameRow).parse(await ask(session, listProcedures)));
  // Azure SQL refuses names with another database in front.
  const rest = /\./.test(procedure) ? procedure : `.${procedure}`;
  const databases = await answered(async () =>
    z.array(z.object({ name: z.string() })).parse(await ask(session, listDatabases, { rest })),
  );
  return {
    kind: 'missing',
    names: names.kind === 'known' ? names.value.map((row) => `${row.schema}.${row.name}`) : [],
    databases: databases.kind === 'known' ? databases.value.map(({ name }) => name) : [],
  };
}

const findRight = "SELECT HAS_PERMS_BY_NAME(@procedure, N'OBJECT', N'EXECUTE') AS [right]";
const RightRow = z.object({ right: z.number().nullable() });

/** Whether this login may execute it. NULL: there is none of that name, or the login may not see it. */
export async function askRight(session: Session, procedure: string): Promise<PendingProcedureFacts> {
  const mayExecute = await answered(
    async () => RightRow.parse((await ask(session, findRight, { procedure }))[0]).right,
  );
  return { procedure, mayExecute };
}
