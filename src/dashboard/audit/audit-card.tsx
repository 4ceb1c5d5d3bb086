/** The audit trail: who did what, newest first. */
import type { AuditView } from '../../api/schemas/audit-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { LeftOut } from '../problems/left-out.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { Pager, usePages } from '../layout/pager.tsx';
import { AuditItem } from './audit-item.tsx';

export function AuditCard({ feed }: { readonly feed: Feed }) {
  const { words } = useLanguage();
  const now = useNow(minute);
  const { audit } = words;
  const pages = usePages('/scheduler/audit?limit=5');
  const page = useFollowed<AuditView>(feed, pages.path);
  return (
    <Card title={audit.title} area="audit">
      <Loaded resource={page}>
        {({ entries, next, damaged }) => (
          <>
            {entries.length === 0 ? (
              <p class="muted">{audit.empty}</p>
            ) : (
              <ol class="entries">
                {entries.map((entry) => (
                  <AuditItem key={entry.sequence} entry={entry} now={now} />
                ))}
              </ol>
            )}
            <LeftOut damaged={damaged} />
            <Pager pages={pages} next={next} pending={page.pending} />
          </>
        )}
      </Loaded>
    </Card>
  );
}
