/** Carries out the injected faults before, during and after a run of spJamkerja. */
import type { ActiveFault } from '../faults.ts';
import { messageFor, progressMessage } from '../messages.ts';
import type { FaultMessage } from '../sql-message.ts';
import { columnType, type Column } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';
import { SqlError } from '../tds/sql-error.ts';
import type { SqlMessage } from '../tds/tokens.ts';

const name = 'spJamkerja';
const muchLaterMs = 2 ** 31 - 1;

export async function beforeRun(fault: ActiveFault | undefined, context: RequestContext): Promise<void> {
  switch (fault?.kind) {
    case 'mute':
      context.running.ignoreAttention();
      return await context.sleep(muchLaterMs);
    case 'ignore-attention':
      context.running.ignoreAttention();
      return context.running.outliveConnection();
    case 'endless-messages':
      for (let count = 1; ; count++) {
        context.sendMessage(progressMessage(`${name}: still working (${count})`, name, 58));
        await context.sleep(fault.everyMs);
      }
    default:
      return undefined;
  }
}

export async function duringRun(
  fault: ActiveFault | undefined,
  percent: number,
  context: RequestContext,
): Promise<void> {
  if (fault === undefined || !('afterPercent' in fault) || percent < fault.afterPercent) return;
  switch (fault.kind) {
    case 'errors': {
      const [first, ...more] = fault.errors.map(withDefaults);
      if (first !== undefined) throw new SqlError(first, ...more);
      return;
    }
    case 'reset':
      context.session.reset();
      return await context.sleep(muchLaterMs);
    case 'fin':
      context.session.hangUp();
      return await context.sleep(muchLaterMs);
    default:
      fault satisfies never;
  }
}

const rowColumns: readonly Column[] = [
  { name: 'Nomor', type: columnType.int },
  { name: 'Nama', type: columnType.text(50) },
  { name: 'Tanggal', type: columnType.date },
];

export async function afterRun(fault: ActiveFault | undefined, context: RequestContext): Promise<void> {
  if (fault?.kind !== 'rows') return;
  context.startResult(rowColumns);
  for (let number = 1; number <= fault.count; number++) {
    await context.sendRow([number, `karyawan nomor ${number}`, '2026-01-31']);
  }
}

export function withDefaults(given: FaultMessage): SqlMessage {
  const known = messageFor(given.number);
  return {
    number: given.number,
    message: given.message ?? known.message,
    class: given.class ?? known.class,
    state: given.state ?? known.state,
    procedure: given.procedure ?? name,
    line: given.line ?? 1,
  };
}
