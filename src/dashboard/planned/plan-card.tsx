/** What was planned in the last four weeks, and what became of it. It asks only while somebody looks at it. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SlotsView } from '../../api/schemas/why-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { addDays } from '../time/spans.ts';
import { minute, useNow } from '../time/use-now.ts';
import { dateIn } from '../time/wall-clock.ts';
import { useLanguage } from '../words/use-language.tsx';
import { daysOf, type PlanState, planStates } from './plan-hours.ts';
import { planSigns, PlanTable, planWords } from './plan-table.tsx';

const dayCount = 28;
/** As it should be first, then whatever differs from it, the worst first. */
const legendOrder = [...new Set<PlanState>(['succeeded', ...planStates])];

export function PlanCard({ feed }: { readonly feed: Feed }) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const box = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting === true));
    if (box.current !== null) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const from = addDays(dateIn(now, format.zone), 1 - dayCount);
  const slots = useFollowed<SlotsView>(feed, isSeen ? `/scheduler/slots?from=${from}T00:00` : undefined);
  return (
    <Card title={words.plan.title} area="plan">
      <div ref={box} class="detail">
        <Loaded resource={slots}>{(read) => <Plan read={read} />}</Loaded>
      </div>
    </Card>
  );
}

function Plan({ read }: { readonly read: SlotsView }) {
  const { words, format } = useLanguage();
  const { plan } = words;
  const days = useMemo(() => daysOf(read), [read]);
  if (days.length === 0) return <p class="muted">{plan.none}</p>;
  const { ran, planned, share_kept: share } = read.summary;
  const shown = new Set(days.flatMap(({ hours }) => hours.map(({ state }) => state)));
  const names = planWords(words);
  return (
    <>
      {share !== null && <p>{plan.kept(ran, planned, format.percent(share))}</p>}
      {!read.complete && <p class="muted">{plan.incomplete}</p>}
      <ul class="legend" aria-label={plan.legend}>
        {legendOrder
          .filter((state) => shown.has(state))
          .map((state) => (
            <li key={state}>
              <span class="plan-sign" data-plan={state} aria-hidden="true">
                {planSigns[state]}
              </span>{' '}
              {names[state]}
            </li>
          ))}
      </ul>
      <PlanTable days={days} />
      <p class="muted">{plan.hint}</p>
    </>
  );
}
