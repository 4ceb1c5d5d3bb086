/** Who did what, newest first. */
import type { AuditView } from '../../api/schemas/answers.ts';
import type { Client } from '../api/client.ts';
import { useWatched } from '../api/use-resource.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { Pager } from '../layout/pager.tsx';
import { usePages } from '../layout/use-pages.ts';
import { AuditItem } from './audit-item.tsx';

interface Props {
  readonly client: Client;
  readonly revision: string;
}

export function AuditCard({ client, revision }: Props) {
  const { words } = useLanguage();
  const now = useNow(minute);
  const { audit } = words.records;
  const pages = usePages('/scheduler/audit?limit=10');
  const page = useWatched<AuditView>(client, pages.path, revision);
  return (
    <Card title={audit.title} area="audit">
      <Loaded resource={page}>
        {({ entries, next }) =>
          entries.length === 0 ? (
            <p class="muted">{audit.empty}</p>
          ) : (
            <>
              <ol class="entries">
                {entries.map((entry) => (
                  <AuditItem key={entry.sequence} entry={entry} now={now} />
                ))}
              </ol>
              <Pager
                pages={pages}
                next={next}
                pending={page.pending}
                newer={audit.newer}
                older={audit.older}
              />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
