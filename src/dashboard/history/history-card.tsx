/** The history, newest first, with a filter by outcome, page by page. */
import { useState } from 'preact/hooks';
import type { ActiveRunView, RunListView, RunView } from '../../api/schemas/run-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import type { Words } from '../words/english.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { Pager, usePages } from '../layout/pager.tsx';
import { HistoryTable } from './history-table.tsx';

type Outcome = NonNullable<RunView['outcome']>;
type Filter = 'all' | 'active' | Outcome;

/** Those that people look for most come first. */
const filters: Readonly<Record<Filter, (words: Words) => string>> = {
  all: ({ history }) => history.all,
  failed: ({ runs }) => runs.outcome.failed,
  timed_out: ({ runs }) => runs.outcome.timed_out,
  lost: ({ runs }) => runs.outcome.lost,
  cancelled: ({ runs }) => runs.outcome.cancelled,
  skipped: ({ runs }) => runs.outcome.skipped,
  succeeded: ({ runs }) => runs.outcome.succeeded,
  active: ({ history }) => history.active,
};

interface Props {
  readonly feed: Feed;
  /** Its observed state, which its row in the history lacks. */
  readonly active: ActiveRunView | null;
}

export function HistoryCard({ feed, active }: Props) {
  const { words } = useLanguage();
  const { history } = words;
  const [filter, setFilter] = useState('all');
  const first = `/scheduler/runs?limit=20${filter === 'all' ? '' : `&outcome=${filter}`}`;
  const pages = usePages(first);
  const page = useFollowed<RunListView>(feed, pages.path);
  return (
    <Card title={history.title} area="history">
      <label class="filter">
        {history.filter}{' '}
        <select value={filter} onChange={({ currentTarget }) => setFilter(currentTarget.value)}>
          {Object.entries(filters).map(([each, nameIn]) => (
            <option key={each} value={each}>
              {nameIn(words)}
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
            <Pager pages={pages} next={next} pending={page.pending} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}
