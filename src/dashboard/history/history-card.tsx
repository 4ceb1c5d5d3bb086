/** The history, newest first, by outcome and page by page. */
import { useState } from 'preact/hooks';
import type { ActiveRunView, RunListView, RunView } from '../../api/schemas/run-schemas.ts';
import type { Client } from '../api/client.ts';
import { useWatched } from '../api/use-resource.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { Pager } from '../layout/pager.tsx';
import { usePages } from '../layout/use-pages.ts';
import { HistoryTable } from './history-table.tsx';

type Outcome = NonNullable<RunView['outcome']>;
type Filter = 'all' | 'active' | Outcome;

/** In the order in which somebody looks for them. */
const filters: readonly Filter[] = [
  'all',
  'failed',
  'timed_out',
  'lost',
  'cancelled',
  'skipped',
  'succeeded',
  'active',
];

interface Props {
  readonly client: Client;
  readonly revision: string;
  /** As it is observed now, which its row does not know. */
  readonly active: ActiveRunView | null;
}

export function HistoryCard({ client, revision, active }: Props) {
  const { words } = useLanguage();
  const { history } = words.records;
  const [filter, setFilter] = useState<Filter>('all');
  const first = `/scheduler/runs?limit=20${filter === 'all' ? '' : `&outcome=${filter}`}`;
  const pages = usePages(first);
  const page = useWatched<RunListView>(client, pages.path, revision);
  const nameOf = (each: Filter): string =>
    each === 'all' || each === 'active' ? history[each] : words.runs.outcome[each];
  return (
    <Card title={history.title} area="history">
      <label class="filter">
        {history.filter}{' '}
        <select
          value={filter}
          onChange={({ currentTarget }) =>
            setFilter(filters.find((each) => each === currentTarget.value) ?? 'all')
          }
        >
          {filters.map((each) => (
            <option key={each} value={each}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      </label>
      <Loaded resource={page}>
        {({ runs, next }) => (
          <div aria-busy={page.pending}>
            <HistoryTable
              runs={runs.map((run) => (run.id === active?.id ? active : run))}
              none={filter === 'all' ? history.empty : history.emptyFiltered}
            />
            <Pager
              pages={pages}
              next={next}
              pending={page.pending}
              newer={history.newer}
              older={history.older}
            />
          </div>
        )}
      </Loaded>
    </Card>
  );
}
