/** A call of a stored procedure, made as RPC or as EXEC in a batch. */
import type { Parameter } from '../tds/requests.ts';

export interface ProcedureCall {
  /** As the client wrote it: '[dbo].[spJamkerja]'. */
  readonly procedure: string;
  readonly parameters: readonly Parameter[];
}

/** 'dbo.name' or 'sys.name' in lower case; the schema defaults to dbo, and a database name is dropped. */
export function canonicalName(written: string): string {
  const parts = written
    .replaceAll(/[[\]"]/g, '')
    .toLowerCase()
    .split('.');
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2) ?? '';
  return `${schema === '' ? 'dbo' : schema}.${name}`;
}
