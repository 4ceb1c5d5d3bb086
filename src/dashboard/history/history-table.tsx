/** One page of the history, day by day. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { minute, useNow } from '../time/use-now.ts';
import { addDays } from '../time/spans.ts';
import { dateIn } from '../time/wall-clock.ts';
import { useLanguage } from '../words/use-language.tsx';
import { byDay } from './by-day.ts';
import { GapRow, RunRow } from './history-rows.tsx';
import { lateIn, unservedIn, type SlotFates } from './unserved-slots.ts';

interface Props {
  readonly runs: readonly RunView[];
  /** What became of the planned slots around them, once it is known. */
  readonly slots: SlotFates | undefined;
  /** The text when there are none. */
  readonly none: string;
}

export function HistoryTable({ runs, slots, none }: Props) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { history } = words;
  if (runs.length === 0) return <p class="muted">{none}</p>;
  const gaps = slots === undefined ? [] : unservedIn(slots, runs);
  const today = dateIn(now, format.zone);
  const named = new Map([
    [addDays(today, -1), history.yesterday],
    [today, history.today],
  ]);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{history.started}</th>
          <th scope="col">{history.outcome}</th>
          <th scope="col">{history.duration}</th>
          <th scope="col" class="wide-only">
            {history.range}
          </th>
        </tr>
      </thead>
      {byDay(runs, gaps, format.zone).map(({ date, at, lines: [first, ...more] }) => (
        <tbody key={first.kind === 'run' ? first.run.id : first.gap.oldest}>
          <tr class="day-row">
            <th scope="rowgroup" colSpan={4}>
              {named.has(date) && `${named.get(date)} · `}
              {format.weekday(at, now)}
            </th>
          </tr>
          {[first, ...more].map((line) =>
            line.kind === 'run' ? (
              <RunRow key={line.run.id} run={line.run} now={now} late={lateIn(slots, line.run.id)} />
            ) : (
              <GapRow key={line.gap.oldest} gap={line.gap} now={now} />
            ),
          )}
        </tbody>
      ))}
    </table>
  );
}
