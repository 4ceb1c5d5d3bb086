/** The dates in the answer of the procedure that tells of late input, or what is wrong with its shape. */
import { z } from 'zod';
import { LocalDate } from '../../core/time/time.ts';
import type { PendingDate } from '../../ports/input-probe.ts';

/** Columns and rows in the order in which the procedure returned them. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export type ReadAnswer =
  | { readonly kind: 'dates'; readonly dates: readonly PendingDate[] }
  /** What follows "the procedure". */
  | { readonly kind: 'misshapen'; readonly problem: string };

const Columns = z.array(z.object({ name: z.string() }));
const Result = z.object({ recordsets: z.array(z.array(z.array(z.unknown()))) });

const misshapen = (problem: string): ReadAnswer => ({ kind: 'misshapen', problem });

/** Of a request with `arrayRowMode`: every row is an array, and the columns are one beside the rows. */
export function readResult(result: unknown): ReadAnswer {
  const read = Result.safeParse(result);
  const [rows] = read.success ? read.data.recordsets : [];
  if (!read.success || rows === undefined) return misshapen(`returned no rows: expected ${expectedColumns}`);
  const recordsets: unknown = Reflect.get(Object(result), 'recordsets');
  const columns = Columns.safeParse(Reflect.get(Object(Reflect.get(Object(recordsets), 0)), 'columns'));
  return readAnswer({ columns: columns.success ? columns.data.map(({ name }) => name) : [], rows });
}

const expectedColumns = 'two columns, tanggal (date) and jumlah (int)';

export function readAnswer({ columns, rows }: Answer): ReadAnswer {
  const [dateAt, rowsAt] = [find(columns, 'tanggal', 0), find(columns, 'jumlah', 1)];
  if (dateAt === rowsAt || columns.length < 2)
    return misshapen(
      `returned the columns ${columns.join(', ') || 'of no name'}: expected ${expectedColumns}`,
    );
  const counts = new Map<LocalDate, number>();
  for (const [index, row] of rows.entries()) {
    const date = dateOf(row[dateAt]);
    const count = countOf(row[rowsAt]);
    const where = `returned in row ${index + 1}`;
    if (date === undefined)
      return misshapen(`${where} no date in ${nameOf(columns, dateAt)}: expected a date`);
    if (count === undefined)
      return misshapen(`${where} no count in ${nameOf(columns, rowsAt)}: expected a whole number from 0 on`);
    if (count > 0) counts.set(date, Math.min((counts.get(date) ?? 0) + count, Number.MAX_SAFE_INTEGER));
  }
  const dates = [...counts].map(([date, count]) => ({ date, rows: count }));
  return { kind: 'dates', dates: dates.toSorted((one, other) => (one.date < other.date ? -1 : 1)) };
}

/** By its name in any case, else by its place. */
function find(columns: readonly string[], name: string, place: number): number {
  const found = columns.findIndex((column) => column.toLowerCase() === name);
  return found === -1 ? place : found;
}

const nameOf = (columns: readonly string[], at: number): string => columns[at] || `column ${at + 1}`;

/** The driver makes a Date of each type with a date in it, in UTC as the server wrote it. */
function dateOf(value: unknown): LocalDate | undefined {
  const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  return LocalDate.safeParse(typeof text === 'string' ? text.slice(0, 10) : text).data;
}

/** A bigint and a decimal arrive as text. */
function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
