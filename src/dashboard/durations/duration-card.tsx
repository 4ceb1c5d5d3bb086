/** How long the last runs took and how they ended, as a chart, a sentence and counts. */
import { useMemo, useState } from 'preact/hooks';
import type { RunListView, RunView } from '../../api/schemas/run-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { Badge } from '../layout/outcome-badge.tsx';
import { outcomesOf, toBars } from './bars.ts';
import { DurationChart } from './duration-chart.tsx';

interface CardProps {
  readonly runs: Resource<RunListView>;
  readonly timeoutSeconds: number;
}

export function DurationCard({ runs, timeoutSeconds }: CardProps) {
  const { words } = useLanguage();
  return (
    <Card title={words.durations.title} area="durations">
      <Loaded resource={runs}>
        {({ runs: newestFirst }) => <Durations runs={newestFirst} timeoutSeconds={timeoutSeconds} />}
      </Loaded>
    </Card>
  );
}

interface Props {
  readonly runs: readonly RunView[];
  readonly timeoutSeconds: number;
}

function Durations({ runs, timeoutSeconds }: Props) {
  const { words, format } = useLanguage();
  const { durations: texts } = words;
  const [pointed, setPointed] = useState<RunView | undefined>(undefined);
  const bars = useMemo(() => toBars(runs), [runs]);
  if (bars.length === 0) return <p class="muted">{texts.empty}</p>;
  const durations = bars.map(({ seconds }) => seconds).toSorted((one, other) => one - other);
  const median = durations[Math.ceil(durations.length / 2) - 1] ?? 0;
  const summary = texts.summary(bars.length, format.duration(median), format.duration(durations.at(-1) ?? 0));
  return (
    <>
      <p>{summary}</p>
      <ul class="legend">
        {outcomesOf(bars).map(([outcome, count]) => (
          <li key={outcome}>
            <Badge shown={outcome}>{`${words.runs.outcome[outcome]}: ${format.number(count)}`}</Badge>
          </li>
        ))}
      </ul>
      <DurationChart bars={bars} timeoutSeconds={timeoutSeconds} label={summary} onPoint={setPointed} />
      <p class="muted readout">{pointed === undefined ? texts.hint : <Readout run={pointed} />}</p>
    </>
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
