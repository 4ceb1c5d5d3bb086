/** A call of a stored procedure, however it was made: as RPC or as EXEC in a batch. */
import type { Parameter } from '../tds/requests.ts';

export interface ProcedureCall {
  /** as the client wrote it: '[dbo].[spJamkerja]' */
  readonly procedure: string;
  readonly parameters: readonly Parameter[];
}

/** 'dbo.name' or 'sys.name' in lower case; the schema defaults to dbo, a database in front is left out. */
export function canonicalName(written: string): string {
  const parts = written
    .replaceAll(/[[\]"]/g, '')
    .toLowerCase()
    .split('.');
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2) ?? '';
  return `${schema === '' ? 'dbo' : schema}.${name}`;
}
