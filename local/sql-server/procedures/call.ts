/** A call of a stored procedure, made as RPC or as EXEC in a batch. */
import type { Parameter } from '../tds/requests.ts';

export interface ProcedureCall {
  /** As the client wrote it: '[dbo].[spJamkerja]'. */
  readonly procedure: string;
  readonly parameters: readonly Parameter[];
}

/** In brackets or double quotes, where the closing mark is doubled, or plain; empty between two dots. */
const part = /\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]*)/y;

/** 'dbo.name' or 'sys.name' in lower case; the schema defaults to dbo, and a database name is dropped. */
export function canonicalName(written: string): string {
  const parts: string[] = [];
  for (let at = 0; at <= written.length; at = part.lastIndex + 1) {
    part.lastIndex = at;
    const [, inBrackets, inQuotes, plain] = part.exec(written) ?? [];
    parts.push(inBrackets?.replaceAll(']]', ']') ?? inQuotes?.replaceAll('""', '"') ?? plain ?? '');
  }
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2) ?? '';
  return `${schema === '' ? 'dbo' : schema}.${name}`.toLowerCase();
}
