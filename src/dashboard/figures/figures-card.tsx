/** The figures, the most important first, and below them the counters. */
import type { ComponentChildren } from 'preact';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { Badge } from '../layout/outcome-badge.tsx';
import { Card } from '../layout/card.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';

const target = 0.95;

interface Props {
  readonly status: StatusView;
  readonly schedule: ScheduleView | undefined;
}

export function FiguresCard({ status, schedule }: Props) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { figures } = words;
  const { none } = words.page;
  const { last_execution_duration: duration, last_execution_time: time, coverage } = status;
  const { last_execution_outcome: outcome } = status;
  const usual = schedule?.usual_duration ?? null;
  return (
    <Card title={figures.title} area="figures">
      <dl class="figures">
        {coverage !== null && (
          <Figure name={figures.complete}>
            {coverage.settled_through === null ? none : format.calendarDay(coverage.settled_through)}
          </Figure>
        )}
        <Figure name={figures.rate}>
          <Rate rate={status.success_rate} />
        </Figure>
        <Figure name={figures.lastResult}>
          {outcome === null ? none : <Badge shown={outcome}>{words.runs.outcome[outcome]}</Badge>}
        </Figure>
        <Figure name={figures.lastExecution}>
          {time === null ? none : <time dateTime={time}>{format.moment(time, now)}</time>}{' '}
          {time !== null && <small>{format.zoneName(time)}</small>}
        </Figure>
        <Figure name={figures.usualDuration}>
          {usual === null ? none : format.duration(usual.median_seconds)}{' '}
          {duration !== null && <small>{figures.lastDuration(format.duration(duration))}</small>}
        </Figure>
      </dl>
      <p class="muted">
        {[
          figures.executions(format.number(status.execution_count)),
          figures.success(format.number(status.success_count)),
          figures.failure(format.number(status.failure_count)),
        ].join(' · ')}
      </p>
    </Card>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Rate({ rate }: { readonly rate: number | null }) {
  const { words, format } = useLanguage();
  const { figures } = words;
  const { none } = words.page;
  const aim = figures.target(format.percent(target));
  if (rate === null) {
    return (
      <>
        {none} <small>{aim}</small>
      </>
    );
  }
  const met = rate >= target;
  return (
    <>
      <span data-status={met ? 'success' : 'failed'}>{format.percent(roundedDown(rate))}</span>{' '}
      <small>
        {aim}: {met ? figures.onTarget : figures.belowTarget}
      </small>
    </>
  );
}

/** To a tenth of a percent. Rounded up, a rate just below the target would look as if it met it. */
const roundedDown = (rate: number): number => Math.floor(rate * 1_000 + 1e-9) / 1_000;
