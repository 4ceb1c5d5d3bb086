/** The system views sys.objects, sys.parameters and their kin, as tables that are filled for each query. */
import { DatabaseSync } from 'node:sqlite';
import type { QueryResult } from '../attendance/store.ts';
import { type Scope, objectId, procedureId } from './functions.ts';

export const catalogueViews = [
  'objects',
  'schemas',
  'parameters',
  'synonyms',
  'databases',
  'dm_exec_sessions',
] as const;

const tables = `
CREATE TABLE schemas (schema_id int, name nvarchar(128));
INSERT INTO schemas VALUES (1, 'dbo');
CREATE TABLE objects (object_id int, name nvarchar(128), schema_id int, type nvarchar(2) COLLATE RTRIM);
CREATE TABLE parameters (object_id int, parameter_id int, name nvarchar(128), system_type_id nvarchar(128),
  user_type_id nvarchar(128), max_length int);
CREATE TABLE synonyms (object_id int, base_object_name nvarchar(1035));
CREATE TABLE databases (name nvarchar(128));
CREATE TABLE dm_exec_sessions (session_id int, date_format nvarchar(3), transaction_isolation_level int);
`;
const idOfOther = 7;

export function queryCatalogue(sql: string, { session, face }: Scope): QueryResult {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(tables);
    const object = database.prepare('INSERT INTO objects VALUES (?, ?, 1, ?)');
    if (face.procedure !== 'missing') object.run(procedureId, 'spJamkerja', 'P ');
    object.run(idOfOther, 'spJamKerja2', 'P ');
    const parameter = database.prepare('INSERT INTO parameters VALUES (?, ?, ?, ?, ?, ?)');
    for (const [index, { name, type, length }] of face.parameters.entries()) {
      parameter.run(procedureId, index + 1, name, type, type, length);
    }
    database.prepare('INSERT INTO databases VALUES (?)').run(session.database);
    database.prepare('INSERT INTO dm_exec_sessions VALUES (?, ?, 2)').run(session.spid, 'mdy');
    database.function('OBJECT_ID', (name) => objectId(String(name), face));
    database.function('TYPE_NAME', (type) => type);
    database.function('DB_NAME', () => session.database);
    database.function('QUOTENAME', (name) => `[${String(name)}]`);
    database.function('HAS_DBACCESS', () => 1);
    const statement = database.prepare(sql);
    const columns = statement.columns().map(({ name, type }) => ({ name, declaredType: type }));
    statement.setReturnArrays(true);
    return { columns, rows: statement.all().map((row) => Object.values(row)) };
  } finally {
    database.close();
  }
}
