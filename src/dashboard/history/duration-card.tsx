/** How long the last runs took, and how they ended: drawn, and in a sentence and numbers beside it. */
import { useMemo, useState } from 'preact/hooks';
import type { RunListView, RunView } from '../../core/api/run-answers.ts';
import { useLanguage } from '../context/language.tsx';
import { Card } from '../layout/card.tsx';
import { Badge } from '../layout/outcome.tsx';
import { outcomesOf, toBars } from '../state/bars.ts';
import { DurationChart } from './duration-chart.tsx';

interface Props {
  readonly runs: RunListView;
  readonly timeoutSeconds: number;
}

export function DurationCard({ runs, timeoutSeconds }: Props) {
  const { words, format } = useLanguage();
  const { chart } = words.records;
  const [pointed, setPointed] = useState<RunView | undefined>(undefined);
  const bars = useMemo(() => toBars(runs.runs), [runs]);
  if (bars.length === 0) {
    return (
      <Card title={chart.title} area="durations">
        <p class="muted">{chart.empty}</p>
      </Card>
    );
  }
  const durations = bars.map(({ seconds }) => seconds).toSorted((one, other) => one - other);
  const median = durations[Math.ceil(durations.length / 2) - 1] ?? 0;
  const summary = chart.summary(bars.length, format.duration(median), format.duration(durations.at(-1) ?? 0));
  return (
    <Card title={chart.title} area="durations">
      <p>{summary}</p>
      <ul class="legend">
        {outcomesOf(bars).map(([outcome, count]) => (
          <li key={outcome}>
            <Badge shown={outcome}>{`${words.runs.outcome[outcome]}: ${format.number(count)}`}</Badge>
          </li>
        ))}
      </ul>
      <DurationChart bars={bars} timeoutSeconds={timeoutSeconds} label={summary} onPoint={setPointed} />
      <p class="muted readout">{pointed === undefined ? chart.hint : <Readout run={pointed} />}</p>
    </Card>
  );
}

function Readout({ run }: { readonly run: RunView }) {
  const { words, format } = useLanguage();
  const outcome = run.outcome === null ? '' : words.runs.outcome[run.outcome];
  return (
    <>
      {`${format.exact(run.started_at ?? run.created_at)} · ${format.duration(run.duration_seconds ?? 0)} · ${outcome}`}
    </>
  );
}
