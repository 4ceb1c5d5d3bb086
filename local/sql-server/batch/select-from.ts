/**
 * SELECT … FROM the attendance tables, for people and tests that inspect the results. SQLite runs the text, with
 * names and literals rewritten and TOP turned into LIMIT: plain queries work, T-SQL functions do not.
 */
import type { SQLOutputValue } from 'node:sqlite';
import { tableNames } from '../attendance/schema.ts';
import type { AttendanceStore, QueryResult } from '../attendance/store.ts';
import { syntaxError, unknownColumn, unknownFunction, unknownTable } from '../messages.ts';
import { columnType, type Column } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';
import type { Parameter } from '../tds/requests.ts';
import type { SqlValue } from '../tds/values.ts';
import { catalogueViews, queryCatalogue } from './catalogue.ts';
import type { Scope } from './functions.ts';
import { variableValue } from './select-values.ts';
import { isSign, isWord, type Token } from './tokenize.ts';

/** `tokens` starts after SELECT. */
export async function selectFrom(
  tokens: readonly Token[],
  parameters: readonly Parameter[],
  context: RequestContext,
  store: AttendanceStore,
  scope: Scope,
): Promise<void> {
  const { limit, rest } = takeTop(tokens);
  const start = rest.findIndex((token) => isWord(token, 'from'));
  const source: Source = isWord(rest[start + 1], 'sys')
    ? { schema: 'sys', tables: catalogueViews, run: (sql) => queryCatalogue(sql, scope) }
    : { schema: 'dbo', tables: tableNames, run: (sql) => store.query(sql) };
  const body = withCheckedTables(rest, source).map((token) => translate(token, parameters, context));
  const { columns, rows } = query(source, `SELECT ${body.join(' ')}${limit}`);
  context.startResult(
    columns.map(({ name, declaredType }, index) => ({
      name,
      type: columnTypeOf(
        declaredType,
        rows.map((row) => row[index]),
      ),
    })),
  );
  for (const row of rows) await context.sendRow(row.map(toSqlValue));
}

/** The attendance tables, or the system views. */
interface Source {
  readonly schema: 'dbo' | 'sys';
  readonly tables: readonly string[];
  readonly run: (sql: string) => QueryResult;
}

function takeTop(tokens: readonly Token[]): { readonly limit: string; readonly rest: readonly Token[] } {
  if (!isWord(tokens[0], 'top')) return { limit: '', rest: tokens };
  const inParentheses = isSign(tokens[1], '(');
  const count = tokens[inParentheses ? 2 : 1];
  if (count?.kind !== 'number') throw syntaxError('top');
  return { limit: ` LIMIT ${count.value}`, rest: tokens.slice(inParentheses ? 4 : 2) };
}

const isName = (token: Token | undefined): boolean =>
  token?.kind === 'quoted-name' || (token?.kind === 'word' && !isWord(token, 'select'));

/** Removes the schema from the table names after FROM and JOIN, and requires that they exist. */
function withCheckedTables(tokens: readonly Token[], { schema, tables }: Source): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    kept.push(token);
    if (!isWord(token, 'from', 'join') || !isName(tokens[at + 1])) continue;
    const name = tokens.slice(at + 1, at + (isSign(tokens[at + 2], '.') ? 4 : 2));
    const table = name.at(-1);
    const written = name.map(({ value }) => value).join('');
    const known = tables.some((existing) => existing.toLowerCase() === table?.value.toLowerCase());
    const there = (name.length === 1 && schema === 'dbo') || name[0]?.value.toLowerCase() === schema;
    if (table === undefined || !known || !there) throw unknownTable(written);
    kept.push(table);
    at += name.length;
  }
  return kept;
}

function translate(token: Token, parameters: readonly Parameter[], context: RequestContext): string {
  switch (token.kind) {
    case 'quoted-name':
      return `"${token.value.replaceAll('"', '""')}"`;
    case 'text':
      return quoted(token.value);
    case 'variable': {
      const value = variableValue(token.value, parameters, context);
      return typeof value === 'string' ? quoted(value) : String(value);
    }
    case 'word':
    case 'number':
    case 'sign':
      return token.value;
    default:
      return token.kind satisfies never;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** SQLite's messages that have an error number in SQL Server. */
function query({ run }: Source, sql: string): QueryResult {
  try {
    return run(sql);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const column = /no such column: (.+)/.exec(text)?.[1];
    if (column !== undefined) throw unknownColumn(column);
    const called = /no such function: (.+)/.exec(text)?.[1];
    if (called !== undefined) throw unknownFunction(called);
    throw syntaxError(/near "(.+?)"/.exec(text)?.[1] ?? text);
  }
}

function columnTypeOf(
  declaredType: string | null,
  values: readonly (SQLOutputValue | undefined)[],
): Column['type'] {
  const length = Number(/\((\d+)\)/.exec(declaredType ?? '')?.[1] ?? 4000);
  switch (declaredType?.toLowerCase().replace(/\(.*/, '')) {
    case 'int':
      return columnType.int;
    case 'date':
      return columnType.date;
    case 'datetime2':
      return columnType.dateTime;
    case 'nvarchar':
      return columnType.text(length);
    default:
  }
  if (values.some((value) => typeof value === 'string')) return columnType.text(4000);
  const numbers = values.filter((value) => typeof value === 'number');
  if (!numbers.every(Number.isInteger)) return columnType.float;
  return numbers.every((value) => Math.abs(value) < 2 ** 31) ? columnType.int : columnType.bigint;
}

function toSqlValue(value: SQLOutputValue): SqlValue {
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}
