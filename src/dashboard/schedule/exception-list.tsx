/** Blackouts and holidays, the coming ones first; what is over stands behind a count. */
import type { ComponentChildren } from 'preact';
import type { ScheduleDocumentView } from '../../api/schemas/document-schemas.ts';
import { Actor } from '../layout/actor.tsx';
import { dateIn } from '../time/wall-clock.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';

type Planned = Pick<ScheduleDocumentView, 'blackouts' | 'calendars' | 'time_zone'>;

/** More are shown on request. */
const shownAtOnce = 6;

export function ExceptionList({
  document: { blackouts, calendars, time_zone },
}: {
  readonly document: Planned;
}) {
  const { words, format } = useLanguage();
  const { schedule } = words;
  const now = useNow(minute);
  const today = dateIn(now, time_zone);
  const coming = blackouts.filter(({ dates, instants }) =>
    dates === undefined ? Date.parse(instants?.to ?? '') > now : dates.to >= today,
  );
  const holidays = calendars
    .flatMap(({ name: calendar, days }) => days.map((day) => ({ ...day, calendar })))
    .filter(({ date }) => date >= today)
    .toSorted((one, other) => one.date.localeCompare(other.date));
  return (
    <>
      {blackouts.length > 0 && <h3>{schedule.blackouts}</h3>}
      <Shortened
        label={schedule.blackouts}
        items={coming.map(({ label, dates, instants, by, by_id }) => ({
          key: `${label} ${dates?.from ?? instants?.from ?? ''}`,
          content: (
            <>
              {dates === undefined
                ? schedule.fromTo(
                    format.moment(instants?.from ?? '', now),
                    format.moment(instants?.to ?? '', now),
                  )
                : format.dates(dates.from, dates.to)}{' '}
              <strong>
                <bdi>{label}</bdi>
              </strong>
              {by !== undefined && (
                <small>
                  {' '}
                  · <Actor id={by_id}>{by}</Actor>
                </small>
              )}
            </>
          ),
        }))}
      />
      {coming.length < blackouts.length && (
        <p class="muted">{schedule.past(blackouts.length - coming.length)}</p>
      )}
      {calendars.length > 0 && <h3>{schedule.holidays}</h3>}
      <Shortened
        label={schedule.holidays}
        items={holidays.map(({ date, name, kind, calendar }) => ({
          key: `${date} ${name} ${calendar}`,
          content: (
            <>
              <time dateTime={date}>{format.dates(date, date)}</time> <bdi>{name}</bdi>
              <small>
                {' '}
                · <bdi>{kind ?? calendar}</bdi>
              </small>
            </>
          ),
        }))}
      />
      {calendars.length > 0 && holidays.length === 0 && <p class="muted">{schedule.noHolidays}</p>}
    </>
  );
}

interface ShortenedProps {
  readonly label: string;
  readonly items: readonly { readonly key: string; readonly content: ComponentChildren }[];
}

function Shortened({ label, items }: ShortenedProps) {
  const { schedule } = useLanguage().words;
  const list = (shown: ShortenedProps['items']) => (
    <ul class="lines" aria-label={label}>
      {shown.map(({ key, content }) => (
        <li key={key}>{content}</li>
      ))}
    </ul>
  );
  if (items.length === 0) return null;
  return (
    <>
      {list(items.slice(0, shownAtOnce))}
      {items.length > shownAtOnce && (
        <details>
          <summary>{schedule.more(items.length - shownAtOnce)}</summary>
          {list(items.slice(shownAtOnce))}
        </details>
      )}
    </>
  );
}
