/** dbo.spJamkerjaPending as clients see it, and what tests make it do instead. */
import { pendingDates } from '../attendance/late-punches.ts';
import type { AttendanceStore } from '../attendance/store.ts';
import { bindParameters, type Declared } from '../bind-parameters.ts';
import type { PendingFault } from '../faults.ts';
import { executeDenied, unknownProcedure } from '../messages.ts';
import { columnType } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';
import { SqlError } from '../tds/sql-error.ts';
import type { ProcedureCall } from './call.ts';
import { withDefaults } from './sp-jamkerja-faults.ts';

const name = 'spJamkerjaPending';
const declared: readonly Declared[] = [{ name: '@sejak', type: 'datetime2' }];

export async function callSpJamkerjaPending(
  call: ProcedureCall,
  context: RequestContext,
  store: AttendanceStore,
  fault: PendingFault | undefined,
): Promise<void> {
  if (fault?.procedure === 'missing') throw unknownProcedure(call.procedure);
  if (fault?.procedure === 'denied') throw executeDenied(name, context.session.database);
  const since = bindParameters(name, declared, call.parameters).get('@sejak');
  await context.sleep(fault?.takes ?? 0);
  if (fault?.error !== undefined)
    throw new SqlError({ ...withDefaults(fault.error), procedure: fault.error.procedure ?? name });
  if (fault?.rows !== undefined) return await sendRows(context, fault.columns, fault.rows);
  const rows = pendingDates(store, String(since ?? '')).map(({ date, count }) => [date, count] as const);
  return await sendRows(context, ['tanggal', 'jumlah'], rows);
}

/** The type of a column is that of its first value. */
async function sendRows(
  context: RequestContext,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  const typeOf = (index: number) => {
    const value = rows.map((row) => row[index]).find((each) => each !== null);
    if (typeof value === 'number') return columnType.int;
    if (value === undefined) return index === 0 ? columnType.date : columnType.int;
    return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? columnType.date : columnType.text(100);
  };
  if (columns.length === 0) return;
  context.startResult(columns.map((column, index) => ({ name: column, type: typeOf(index) })));
  for (const row of rows) await context.sendRow(row);
  context.endResult();
}
