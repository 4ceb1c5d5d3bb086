/** How long until the next run, and why then. */
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Card } from '../layout/card.tsx';
import { reasonWords } from './reason-sentence.ts';

interface Props {
  readonly status: StatusView;
  readonly schedule: ScheduleView | undefined;
}

export function NextCard({ status, schedule }: Props) {
  const language = useLanguage();
  const now = useNow();
  const { next } = language.words.present;
  const { next_execution_time: time, reason } = status;
  return (
    <Card title={next.title} area="next">
      {time === null ? <Estimate schedule={schedule} now={now} /> : <Countdown time={time} now={now} />}
      <p>{reasonWords(reason, now, language)}</p>
    </Card>
  );
}

interface EstimateProps {
  readonly schedule: ScheduleView | undefined;
  readonly now: number;
}

/** While nothing is planned for certain: what follows a run of usual length, or a pause that ends by itself. */
function Estimate({ schedule, now }: EstimateProps) {
  const { words, format } = useLanguage();
  const { next } = words.present;
  if (schedule === undefined) return <p class="big">{words.page.none}</p>;
  const slot = schedule.slots.find(({ overlapped }) => !overlapped);
  if (slot === undefined) return <p class="big">{next.unknown}</p>;
  const moment = format.moment(slot.at, now);
  return (
    <p class="big">
      <time dateTime={slot.at}>{slot.estimated ? next.about(moment) : next.at(moment)}</time>
    </p>
  );
}

function Countdown({ time, now }: { readonly time: string; readonly now: number }) {
  const { words, format } = useLanguage();
  const { next } = words.present;
  const left = (Date.parse(time) - now) / 1_000;
  return (
    <p class="big">
      {/* A timer is not read out each second. */}
      <span role="timer">{left <= 0 ? next.now : `${next.in} ${format.countdown(left)}`}</span>{' '}
      <small>
        <time dateTime={time}>{next.at(format.moment(time, now))}</time>
      </small>
    </p>
  );
}
