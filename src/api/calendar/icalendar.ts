/** Holidays from iCalendar (RFC 5545), an event at a time. */
import { civilDate, dayOf } from '../../core/time/calendar-days.ts';
import { LocalDate } from '../../core/time/time.ts';
import type { RefusalDetail } from '../refusals.ts';
import { type CalendarEvent, takeApart, textOf } from './content-lines.ts';
import {
  cleanKind,
  cleanName,
  type DayEntry,
  type DayRange,
  mostEntries,
  type ReadEntries,
} from './day-entry.ts';
import { allOf, daysOf, firstDayOf, kindOf, lengthOf, mostDays } from './event-fields.ts';
import { partsOf, yearlyDays, yearlyRules } from './yearly-rule.ts';

/** As numbers: dates would take a hundred times as long. */
interface DaysToTake {
  readonly first: number;
  readonly last: number;
}

export function readICalendar(text: string, range: DayRange): ReadEntries {
  const parts = takeApart(text);
  if ('field' in parts) return refused(parts);
  const { length } = parts.events;
  if (length > mostEntries)
    return refused({ field: 'text', value: length, expected: `at most ${mostEntries} events` });
  const taken = { first: dayOf(range.from), last: dayOf(range.to) };
  const replaced = replacedDays(parts.events);
  const entries: DayEntry[] = [];
  const problems: RefusalDetail[] = [];
  let days = 0;
  for (const [index, event] of parts.events.entries()) {
    if (isCancelled(event)) continue;
    const entry = readEvent(event, index + 1, taken, replaced);
    if ('field' in entry) problems.push(entry);
    else {
      entries.push(entry);
      days += entry.dates.length;
    }
    // No document holds nearly as many: what follows need not be read.
    if (days > mostEntries) break;
  }
  return {
    name: cleanKind(textOf(parts.ofCalendar, 'X-WR-CALNAME') ?? textOf(parts.ofCalendar, 'NAME')),
    entries,
    problems,
    leftOut: parts.events.filter(isCancelled).length,
  };
}

const refused = (problem: RefusalDetail): ReadEntries => ({
  name: undefined,
  entries: [],
  problems: [problem],
  leftOut: 0,
});

const isCancelled = (event: CalendarEvent): boolean => textOf(event, 'STATUS')?.toUpperCase() === 'CANCELLED';

function readEvent(
  event: CalendarEvent,
  number: number,
  taken: DaysToTake,
  replaced: ReadonlySet<string>,
): DayEntry | RefusalDetail {
  const name = cleanName(textOf(event, 'SUMMARY') ?? '');
  const wrong = (property: string, expected: string): RefusalDetail => ({
    field: `event ${number}`,
    value: textOf(event, property),
    expected: name === '' ? expected : `${expected}, in "${name}"`,
  });
  if (name === '') return wrong('SUMMARY', 'a SUMMARY: the name of the day');
  const first = firstDayOf(event, 'DTSTART');
  if (first === undefined) return wrong('DTSTART', 'a DTSTART with a date that exists');
  const length = lengthOf(event, first);
  if (length === undefined) {
    const property = textOf(event, 'DTEND') === undefined ? 'DURATION' : 'DTEND';
    return wrong(property, `a ${property} after the beginning, at most ${mostDays} days later`);
  }
  const begins = beginnings(event, first, taken, replaced);
  if (begins === undefined) return wrong('RRULE', yearlyRules);
  const days = new Set<number>();
  for (const begin of begins)
    for (let day = Math.max(begin, taken.first); day < begin + length && day <= taken.last; day += 1)
      days.add(day);
  return { dates: [...days].slice(0, mostEntries + 1).map(dateOf), name, kind: kindOf(event, name) };
}

/** The first day of each time that the event takes place, as far as it concerns the days to take. */
function beginnings(
  event: CalendarEvent,
  first: number,
  taken: DaysToTake,
  replaced: ReadonlySet<string>,
): ReadonlySet<number> | undefined {
  const rule = textOf(event, 'RRULE');
  const own = rule === undefined ? [first] : yearlyDays(partsOf(rule), first, taken);
  if (own === undefined) return undefined;
  const without = new Set(allOf(event, 'EXDATE').flatMap(daysOf));
  const isException = allOf(event, 'RECURRENCE-ID').length > 0;
  const uid = textOf(event, 'UID') ?? '';
  return new Set(
    [...own, ...allOf(event, 'RDATE').flatMap(daysOf)].filter(
      (day) => !without.has(day) && (isException || !replaced.has(`${day} ${uid}`)),
    ),
  );
}

/** Times of a repeated event that an event of its own stands for. */
const replacedDays = (events: readonly CalendarEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => {
      const day = firstDayOf(event, 'RECURRENCE-ID');
      return day === undefined ? [] : [`${day} ${textOf(event, 'UID') ?? ''}`];
    }),
  );

function dateOf(day: number): LocalDate {
  const { year, month, dayOfMonth } = civilDate(day);
  return LocalDate.parse([padded(year, 4), padded(month, 2), padded(dayOfMonth, 2)].join('-'));
}

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');
