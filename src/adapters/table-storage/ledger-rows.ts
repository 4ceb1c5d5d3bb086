/** The ledger of computed dates: a row for each month, which nothing purges. */
import { isDamaged } from '../../core/job/damaged-row.ts';
import { Ledger, type LedgerMonth, type Month, monthOf } from '../../core/coverage/ledger.ts';
import { readDocument, unlessDamaged } from './read-document.ts';
import { queryRows } from './read-rows.ts';
import { ledgerRange, ledgerKey, monthOfKey } from './row-keys.ts';
import { type Row, rowOf } from './row-of.ts';
import type { TableRequests } from './table-requests.ts';

/** At most 31 stretches of dates: it always fits. */
export const ledgerRow = ({ month, computed }: LedgerMonth): Row =>
  rowOf(ledgerKey(month), Ledger, computed, () => ({}));

/** More months than anybody asks for at once. */
const mostMonths = 1_000;

/** A damaged month is left out, as one in which nothing was computed: its dates are computed again at worst. */
export async function readLedger(
  requests: TableRequests,
  job: string,
  from: Month,
  to: Month,
): Promise<readonly LedgerMonth[]> {
  const rows = await queryRows(requests, `read the computed dates of ${job}`, {
    job,
    range: ledgerRange(from, to),
    limit: mostMonths,
  });
  return rows.flatMap((row) => {
    const month = monthOfKey(row.rowKey);
    const misplaced = (computed: Ledger) =>
      computed.every(({ awal, akhir }) => monthOf(awal) === month && monthOf(akhir) === month)
        ? undefined
        : `expected dates of ${month}`;
    const read = unlessDamaged(requests, () => readDocument(Ledger, row, requests, misplaced));
    return isDamaged(read) ? [] : [{ month, computed: read }];
  });
}
