/** One question to an open session, and its rows. */
import { z } from 'zod';
import type { Answer } from '../../../core/preflight/preflight-facts.ts';
import type { Session } from '../sql-session.ts';

export type Row = Readonly<Record<string, unknown>>;
const Rows = z.array(z.record(z.string(), z.unknown()));

export async function ask(
  { driver, request }: Session,
  sql: string,
  values: Readonly<Record<string, string | number>> = {},
): Promise<readonly Row[]> {
  const asking = request();
  for (const [name, value] of Object.entries(values)) {
    asking.input(name, typeof value === 'number' ? driver.Int : driver.NVarChar(4000), value);
  }
  return Rows.parse((await asking.query(sql)).recordset ?? []);
}

export async function answered<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'known', value: await work() };
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
}
