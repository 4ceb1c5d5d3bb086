/** The six figures of the dashboard that operators know, and the success rate against its target. */
import type { ComponentChildren } from 'preact';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';

const target = 0.95;

export function FiguresCard({ status }: { readonly status: StatusView }) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { figures } = words;
  const { none } = words.page;
  const { last_execution_duration: duration, last_execution_time: time } = status;
  const lastStatus = status.last_execution_status;
  return (
    <Card title={figures.title} area="figures">
      <dl class="figures">
        <Figure name={figures.executions}>{format.number(status.execution_count)}</Figure>
        <Figure name={figures.success}>{format.number(status.success_count)}</Figure>
        <Figure name={figures.failure}>{format.number(status.failure_count)}</Figure>
        <Figure name={figures.lastDuration}>
          {duration === null ? none : `${format.number(duration / 60, 1)} ${figures.minutes}`}
        </Figure>
        <Figure name={figures.lastExecution}>{time === null ? none : format.moment(time, now)}</Figure>
        <Figure name={figures.lastStatus}>
          {lastStatus === null ? none : <span data-status={lastStatus}>{figures.status[lastStatus]}</span>}
        </Figure>
        <Figure name={figures.rate}>
          <Rate rate={status.success_rate} />
        </Figure>
      </dl>
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
