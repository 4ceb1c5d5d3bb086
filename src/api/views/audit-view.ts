/** The audit as the API shows it: each entry as it was hashed, with its time in words. */
import { adaptationIn } from '../../core/job/adaptation.ts';
import type { DamagedRow } from '../../core/job/damaged-row.ts';
import type { AuditEntry, AuditHead } from '../../core/job/audit.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import { adaptationWords } from '../schedule-words/adapted-words.ts';
import { inBoth } from '../schedule-words/document-words.ts';
import type { AuditView } from '../schemas/audit-schemas.ts';
import type { InBothLanguages } from '../schemas/both-languages.ts';
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
  entries: entries.map((entry) => ({
    ...entry,
    time: epochMsToIso(entry.at, timeZone),
    ...omitUndefined({ words: wordsOf(entry) }),
  })),
  next: nextPage('scheduler/audit', query, next),
  head: head ?? null,
  ...(damaged.length === 0 ? {} : { damaged }),
});

function wordsOf(entry: AuditEntry): InBothLanguages | undefined {
  const adaptation = adaptationIn(entry);
  return adaptation && inBoth((words) => adaptationWords(adaptation, words));
}
