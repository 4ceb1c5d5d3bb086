/** How long until the next run, and why then. */
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { isProcessLost } from '../headline/headline.ts';
import { Card } from '../layout/card.tsx';
import { reasonSentence } from './reason-sentence.ts';

interface Props {
  readonly status: StatusView;
  readonly schedule: ScheduleView | undefined;
}

export function NextRunCard({ status, schedule }: Props) {
  const language = useLanguage();
  const now = useNow();
  const { nextRun } = language.words;
  const { next_execution_time: time, reason } = status;
  return (
    <Card title={nextRun.title} area="next-run">
      {time === null ? (
        <Estimate status={status} schedule={schedule} now={now} />
      ) : (
        <Countdown time={time} now={now} />
      )}
      <p>{reasonSentence(reason, now, language)}</p>
    </Card>
  );
}

interface EstimateProps extends Props {
  readonly now: number;
}

/** While no time is certain: the first slot after a run of usual length, or after a pause with an end. */
function Estimate({ status, schedule, now }: EstimateProps) {
  const { words, format } = useLanguage();
  const { nextRun } = words;
  if (schedule === undefined) return <p class="big">{words.page.none}</p>;
  const slot = schedule.slots.find(({ overlapped }) => !overlapped);
  if (slot === undefined) return <p class="big">{nextRun.unknown}</p>;
  const moment = format.told(slot.at, now);
  const run = status.current_run;
  if (slot.cause === 'interval_after_finish' && run !== null) {
    return (
      <p class="big">
        {nextRun.afterThisRun(format.duration(status.interval_hours * 3_600))}{' '}
        {!isProcessLost(run) && (
          <small>
            <time dateTime={slot.at}>{nextRun.about(moment)}</time>
          </small>
        )}
      </p>
    );
  }
  return (
    <p class="big">
      <time dateTime={slot.at}>{slot.estimated ? nextRun.about(moment) : moment}</time>
    </p>
  );
}

function Countdown({ time, now }: { readonly time: string; readonly now: number }) {
  const { words, format } = useLanguage();
  const { nextRun } = words;
  const left = (Date.parse(time) - now) / 1_000;
  return (
    <p class="big">
      {/* A timer is not read out each second. */}
      <span role="timer">{left <= 0 ? nextRun.now : `${nextRun.in} ${format.countdown(left)}`}</span>{' '}
      <small>
        <time dateTime={time}>{format.told(time, now)}</time>
      </small>
    </p>
  );
}
