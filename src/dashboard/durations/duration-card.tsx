/** How long the last runs took and how they ended, as a chart, a sentence and counts. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RunListView, RunView } from '../../api/schemas/run-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { Badge } from '../layout/outcome-badge.tsx';
import { outcomesOf, toBars } from './bars.ts';
import { DurationChart, nameOf } from './duration-chart.tsx';

interface CardProps {
  readonly runs: Resource<RunListView>;
  readonly timeoutSeconds: number;
}

export function DurationCard({ runs, timeoutSeconds }: CardProps) {
  const { words } = useLanguage();
  const [box, width] = useWidth();
  return (
    <Card title={words.durations.title} area="durations">
      <div ref={box} class="detail">
        <Loaded resource={runs}>
          {({ runs: newestFirst }) =>
            width > 0 && <Durations runs={newestFirst} timeoutSeconds={timeoutSeconds} width={width} />
          }
        </Loaded>
      </div>
    </Card>
  );
}

/** In pixels, also when it changes; 0 until it is known. */
function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

interface Props {
  readonly runs: readonly RunView[];
  readonly timeoutSeconds: number;
  readonly width: number;
}

/** More bars than these have no room on a phone. */
const onPhone = 30;
const phone = 480;

function Durations({ runs, timeoutSeconds, width }: Props) {
  const { words, format } = useLanguage();
  const { durations: texts } = words;
  const [reached, setReached] = useState<string | undefined>(undefined);
  const bars = toBars(runs).slice(width < phone ? -onPhone : 0);
  if (bars.length === 0) return <p class="muted">{texts.empty}</p>;
  const durations = bars.map(({ seconds }) => seconds).toSorted((one, other) => one - other);
  const median = durations[Math.ceil(durations.length / 2) - 1] ?? 0;
  const summary = texts.summary(bars.length, format.duration(median), format.duration(durations.at(-1) ?? 0));
  const shown = bars.find(({ run }) => run.id === reached);
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
      <figure class="chart" aria-label={summary}>
        <DurationChart
          {...{ bars, timeoutSeconds, width }}
          reachable={(shown ?? bars.at(-1))?.run.id ?? ''}
          onReach={setReached}
        />
      </figure>
      <p class="muted">{shown === undefined ? texts.hint : nameOf(shown, words, format)}</p>
    </>
  );
}
