/** The audit as the API shows it: each entry as it was hashed, with its time in words. */
import type { DamagedRow } from '../../core/job/damaged-row.ts';
import type { AuditEntry, AuditHead } from '../../core/job/audit.ts';
import { epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { AuditView } from '../schemas/answers.ts';
import type { AuditQuery } from '../schemas/query-parameters.ts';
import { nextPage } from './next-page.ts';

interface AuditFacts {
  readonly entries: readonly AuditEntry[];
  readonly next?: number | undefined;
  readonly head: AuditHead | undefined;
  readonly timeZone: TimeZone;
  readonly damaged?: readonly DamagedRow[];
}

export const toAuditView = (
  { entries, next, head, timeZone, damaged = [] }: AuditFacts,
  query: AuditQuery,
): AuditView => ({
  entries: entries.map((entry) => ({ ...entry, time: epochMsToIso(entry.at, timeZone) })),
  next: nextPage('scheduler/audit', query, next),
  head: head ?? null,
  ...(damaged.length === 0 ? {} : { damaged }),
});
