/** Holidays from iCalendar (RFC 5545), an event at a time. */
import { addDays, LocalDate } from '../../core/time/time.ts';
import type { RefusalDetail } from '../refusals.ts';
import { cleanKind, cleanName, type DayEntry, type DayRange, type ReadEntries } from './day-entry.ts';
import { type CalendarEvent, takeApart, textOf } from './content-lines.ts';
import { allOf, dayIn, daysOf, kindOf, lengthOf, mostDays } from './event-fields.ts';
import { type CivilDay, partsOf, yearlyDates, yearlyRules } from './yearly-rule.ts';

export const mostEvents = 2_000;
const nothing: ReadEntries = { name: undefined, entries: [], problems: [], leftOut: 0 };

export function readICalendar(text: string, range: DayRange): ReadEntries {
  const events = text.match(/^BEGIN:VEVENT\s*$/gim)?.length ?? 0;
  if (events > mostEvents)
    return refused({ field: 'text', value: events, expected: `at most ${mostEvents} events` });
  const parts = takeApart(text);
  if ('field' in parts) return refused(parts);
  const replaced = replacedDates(parts.events);
  const read = parts.events.map((event, index) => readEvent(event, index + 1, range, replaced));
  return {
    name: cleanKind(textOf(parts.ofCalendar, 'X-WR-CALNAME') ?? textOf(parts.ofCalendar, 'NAME')),
    entries: read.flatMap((each) => (each !== undefined && 'dates' in each ? [each] : [])),
    problems: read.flatMap((each) => (each !== undefined && 'field' in each ? [each] : [])),
    leftOut: read.filter((each) => each === undefined).length,
  };
}

const refused = (problem: RefusalDetail): ReadEntries => ({ ...nothing, problems: [problem] });

/** Undefined for an event that counts for nothing. */
function readEvent(
  event: CalendarEvent,
  number: number,
  range: DayRange,
  replaced: ReadonlySet<string>,
): DayEntry | RefusalDetail | undefined {
  const name = cleanName(textOf(event, 'SUMMARY') ?? '');
  const wrong = (expected: string): RefusalDetail => ({ field: `event ${number}`, value: name, expected });
  if (textOf(event, 'STATUS')?.toUpperCase() === 'CANCELLED') return undefined;
  if (name === '') return wrong('a SUMMARY: the name of the day');
  const first = dayIn(event, 'DTSTART');
  if (first === undefined) return wrong('a DTSTART with a date that exists');
  const length = lengthOf(event, first);
  if (length === undefined)
    return wrong(`an end (DTEND) after the beginning, at most ${mostDays} days later`);
  const dates = beginnings(event, first, range, replaced);
  if (dates === undefined) return wrong(yearlyRules);
  const days = dates.flatMap((date) => Array.from({ length }, (_, index) => addDays(date, index)));
  return { dates: days, name, kind: kindOf(event, name) };
}

/** The first day of each time that the event takes place. */
function beginnings(
  event: CalendarEvent,
  first: LocalDate,
  { to }: DayRange,
  replaced: ReadonlySet<string>,
): readonly LocalDate[] | undefined {
  const rule = textOf(event, 'RRULE');
  const own = rule === undefined ? [first] : repeated(rule, first, to);
  if (own === undefined) return undefined;
  const more = allOf(event, 'RDATE').flatMap(daysOf);
  const without = new Set(allOf(event, 'EXDATE').flatMap(daysOf));
  const isException = allOf(event, 'RECURRENCE-ID').length > 0;
  const uid = textOf(event, 'UID') ?? '';
  return [...new Set([...own, ...more])].filter(
    (date) => !without.has(date) && (isException || !replaced.has(`${date} ${uid}`)),
  );
}

function repeated(rule: string, first: LocalDate, to: LocalDate): readonly LocalDate[] | undefined {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  const dates = yearlyDates(partsOf(rule), { year, month, day }, Number(to.slice(0, 4)));
  return dates?.flatMap((date) => isoOf(date) ?? []);
}

/** Times of a repeated event that an event of its own stands for. */
const replacedDates = (events: readonly CalendarEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => {
      const date = dayIn(event, 'RECURRENCE-ID');
      return date === undefined ? [] : [`${date} ${textOf(event, 'UID') ?? ''}`];
    }),
  );

const isoOf = ({ year, month, day }: CivilDay): LocalDate | undefined =>
  LocalDate.safeParse(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  ).data;
