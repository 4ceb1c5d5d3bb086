/** The calendars of holidays: their names, their days, and where more days come from. */
import type { CalendarDaysView } from '../../api/schemas/calendar-schemas.ts';
import { longestName, mostCalendars } from '../../core/schedule/limits.ts';
import type { Client } from '../api/client.ts';
import { useLanguage } from '../words/use-language.tsx';
import { CalendarImport } from './calendar-import.tsx';
import { ItemList } from './item-list.tsx';
import { PathField, Refusal } from './refused-fields.tsx';
import { type CalendarDraft, newKey } from './schedule-draft.ts';

interface Props {
  readonly client: Client;
  readonly calendars: readonly CalendarDraft[];
  /** `renamed`: what refers to it has to follow. */
  readonly onCalendars: (calendars: readonly CalendarDraft[], renamed?: Renamed) => void;
}

export interface Renamed {
  readonly from: string;
  readonly to: string;
}

export function CalendarList({ client, calendars, onCalendars }: Props) {
  const { editor } = useLanguage().words;
  const { calendar: texts } = editor;
  const change = (changed: CalendarDraft, renamed?: Renamed): void =>
    onCalendars(
      calendars.map((each) => (each.key === changed.key ? changed : each)),
      renamed,
    );
  return (
    <ItemList
      path="calendars"
      meaning={texts.meaning}
      add={texts.add}
      isFull={calendars.length >= mostCalendars}
      onAdd={() => onCalendars([...calendars, { key: newKey(), name: '', days: [] }])}
    >
      {calendars.map((calendar, index) => (
        <li key={calendar.key}>
          <CalendarFields
            path={`calendars.${index}`}
            client={client}
            calendar={calendar}
            onCalendar={change}
            onRemove={() => onCalendars(calendars.filter((each) => each !== calendar))}
          />
        </li>
      ))}
    </ItemList>
  );
}

interface FieldsProps {
  readonly path: string;
  readonly client: Client;
  readonly calendar: CalendarDraft;
  readonly onCalendar: (calendar: CalendarDraft, renamed?: Renamed) => void;
  readonly onRemove: () => void;
}

function CalendarFields({ path, client, calendar, onCalendar, onRemove }: FieldsProps) {
  const { calendar: texts, remove } = useLanguage().words.editor;
  const { name, days } = calendar;
  const take = (read: CalendarDaysView): void => {
    const named = name === '' ? nameIn(read, calendar) : name;
    onCalendar({ ...calendar, name: named, days: merged(days, read.days) });
  };
  return (
    <div class="fields">
      <PathField
        path={`${path}.name`}
        type="text"
        label={texts.name}
        value={name}
        onValue={(value) => onCalendar({ ...calendar, name: value }, { from: name, to: value })}
        maxLength={longestName}
      />
      <Refusal path={path} />
      <Refusal path={`${path}.days`} />
      <Days
        path={`${path}.days`}
        calendar={calendar}
        onDays={(left) => onCalendar({ ...calendar, days: left })}
      />
      <CalendarImport client={client} onDays={take} />
      <div class="buttons">
        <button type="button" class="danger" onClick={onRemove}>
          {remove} <span class="hidden">{name}</span>
        </button>
      </div>
    </div>
  );
}

const nameIn = ({ name }: CalendarDaysView, { name: before }: CalendarDraft): string =>
  (name ?? before).slice(0, longestName).trim();

/** What is read anew replaces the day of the same date and name. */
function merged(before: CalendarDraft['days'], read: CalendarDraft['days']): CalendarDraft['days'] {
  const byDay = new Map([...before, ...read].map((day) => [`${day.date} ${day.name}`, day]));
  return [...byDay.values()].toSorted((one, other) => one.date.localeCompare(other.date));
}

interface DaysProps {
  readonly path: string;
  readonly calendar: CalendarDraft;
  readonly onDays: (days: CalendarDraft['days']) => void;
}

function Days({ path, calendar: { name, days }, onDays }: DaysProps) {
  const { words, format } = useLanguage();
  const { calendar: texts, remove } = words.editor;
  if (days.length === 0) return <p class="muted">{texts.noDays}</p>;
  return (
    <details>
      <summary>{texts.days(days.length)}</summary>
      <ul class="days" aria-label={name} tabIndex={0}>
        {days.map((day, index) => (
          <li key={`${day.date} ${day.name}`}>
            <span>
              <time dateTime={day.date}>{format.dates(day.date, day.date)}</time> <bdi>{day.name}</bdi>
              {day.kind !== undefined && <small> · {day.kind}</small>}
            </span>
            <button
              type="button"
              class="quiet"
              aria-label={`${remove}: ${day.date} ${day.name}`}
              onClick={() => onDays(days.filter((each) => each !== day))}
            >
              <span aria-hidden="true">✕</span>
            </button>
            <Refusal path={`${path}.${index}`} />
          </li>
        ))}
      </ul>
    </details>
  );
}
