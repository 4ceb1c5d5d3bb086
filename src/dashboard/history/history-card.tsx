/** The history, newest first, with a filter by outcome, page by page. */
import { useState } from 'preact/hooks';
import type { ActiveRunView, RunListView, RunView } from '../../api/schemas/run-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import type { Words } from '../words/english.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { LeftOut } from '../problems/left-out.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { Pager, usePages } from '../layout/pager.tsx';
import { whyAddress } from '../why/why-dialog.tsx';
import type { SlotsView } from '../../api/schemas/why-schemas.ts';
import { HistoryTable } from './history-table.tsx';
import { slotsPath } from './unserved-slots.ts';

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
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { history } = words;
  const [filter, setFilter] = useState('all');
  const first = `/scheduler/runs?limit=20${filter === 'all' ? '' : `&outcome=${filter}`}`;
  const pages = usePages(first);
  const page = useFollowed<RunListView>(feed, pages.path);
  const listed = page.data?.runs;
  const around = listed === undefined || filter !== 'all' ? undefined : slotsPath(listed, pages.isFirst, now);
  const slots = useFollowed<SlotsView>(feed, around);
  return (
    <Card title={history.title} area="history">
      <div class="filter">
        <label>
          {history.filter}{' '}
          <select value={filter} onChange={({ currentTarget }) => setFilter(currentTarget.value)}>
            {Object.entries(filters).map(([each, nameIn]) => (
              <option key={each} value={each}>
                {nameIn(words)}
              </option>
            ))}
          </select>
        </label>
        <a href={whyAddress()}>{words.why.anyMoment}</a>
      </div>
      <Loaded resource={page}>
        {({ runs, next, damaged, searched_back_to: searched }) => (
          <div aria-busy={page.pending}>
            <HistoryTable
              runs={runs.map((run) => (run.id === active?.id ? active : run))}
              slots={slots.pending ? undefined : slots.data}
              none={noneIn(history, filter, searched)}
            />
            {searched !== null && next !== null && (
              <p class="muted">
                {history.searchedBackTo(format.moment(searched, now))}{' '}
                <button type="button" onClick={() => !page.pending && pages.forward(next)}>
                  {history.goOn}
                </button>
              </p>
            )}
            <LeftOut damaged={damaged} />
            <Pager pages={pages} next={next} pending={page.pending} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

/** An empty page says nothing about runs that have not been looked at. */
function noneIn(history: Words['history'], filter: string, searched: string | null): string {
  if (filter === 'all') return history.empty;
  return searched === null ? history.emptyFiltered : history.emptySoFar;
}
