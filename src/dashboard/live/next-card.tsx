/** How long until the next run, and why then. */
import type { ScheduleView, SlotView } from '../../core/api/schedule-answer.ts';
import type { ReasonView, StatusView } from '../../core/api/status-answer.ts';
import { useNow } from '../context/clock.tsx';
import { type LanguageContext, useLanguage } from '../context/language.tsx';
import { actorName } from '../layout/actor.tsx';
import { Card } from '../layout/card.tsx';

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
      {time === null ? <Estimate slot={schedule?.slots[0]} now={now} /> : <Countdown time={time} now={now} />}
      <p>{reasonWords(reason, now, language)}</p>
    </Card>
  );
}

/** While nothing is planned for certain: what follows a run of usual length, or a pause that ends by itself. */
function Estimate({ slot, now }: { readonly slot: SlotView | undefined; readonly now: number }) {
  const { words, format } = useLanguage();
  const { next } = words.present;
  return (
    <p class="big">
      {slot === undefined ? (
        next.unknown
      ) : (
        <time dateTime={slot.at}>{next.about(format.moment(slot.at, now))}</time>
      )}
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

export function reasonWords(reason: ReasonView, now: number, { words, format }: LanguageContext): string {
  const { page, present } = words;
  const moment = (instant: string | undefined) =>
    instant === undefined ? page.none : format.moment(instant, now);
  return present.reason[reason.code]({
    at: moment(reason.at),
    since: moment(reason.since),
    cause: reason.cause === undefined ? page.none : present.cause[reason.cause],
    missed: reason.missed_slots ?? 0,
    attempt: reason.attempt ?? 1,
    by: actorName(reason.by ?? page.none, words),
  });
}
