/** Reads holidays from a text, whichever form it has, and gives the days as the schedule document takes them. */
import { mostHolidays } from '../../core/schedule/limits.ts';
import { LocalDate } from '../../core/time/time.ts';
import { mostDetails, type Parsed } from '../parse-request.ts';
import { invalid } from '../refusals.ts';
import type { CalendarDaysView, CalendarRequest } from '../schemas/calendar-schemas.ts';
import type { DayRange } from './day-entry.ts';
import { readDayList } from './day-list.ts';
import { readICalendar } from './icalendar.ts';

/** `today` decides which days are taken where the request does not say. */
export function readCalendar(
  { text, kind, from, to }: CalendarRequest,
  today: { readonly date: LocalDate },
): Parsed<CalendarDaysView> {
  const range = rangeOf(from, to, today.date);
  if (range === undefined)
    return invalid([{ field: 'to', value: to, expected: 'a day from `from` on, at most ten years later' }]);
  // trimStart takes a byte order mark, too.
  const isICalendar = /^BEGIN:/i.test(text.trimStart());
  const read = isICalendar ? readICalendar(text, range) : readDayList(text);
  if (read.problems.length > 0) return invalid(read.problems.slice(0, mostDetails));
  const days = new Map<string, CalendarDaysView['days'][number]>();
  let leftOut = read.leftOut;
  for (const entry of read.entries) {
    const taken = entry.dates.filter((date) => range.from <= date && date <= range.to);
    if (taken.length === 0) leftOut += 1;
    const ofKind = entry.kind ?? kind;
    for (const date of taken) {
      const day = { date, name: entry.name, ...(ofKind === undefined ? {} : { kind: ofKind }) };
      days.set(JSON.stringify(day), day);
    }
  }
  if (days.size > mostHolidays) {
    const expected = `at most ${mostHolidays} days from ${range.from} to ${range.to}: ask for fewer with from and to`;
    return invalid([{ field: 'text', value: days.size, expected }]);
  }
  if (days.size === 0 && leftOut === 0)
    return invalid([
      { field: 'text', value: text, expected: 'iCalendar, CSV or a list with a day at least' },
    ]);
  const sorted = [...days.values()].toSorted((one, other) => (one.date < other.date ? -1 : 1));
  return {
    kind: 'parsed',
    value: { name: read.name ?? null, days: sorted, ...range, left_out: leftOut },
  };
}

/** This year and the next, unless the request says otherwise. Undefined for one that is empty or too long. */
function rangeOf(
  from: LocalDate | undefined,
  to: LocalDate | undefined,
  today: LocalDate,
): DayRange | undefined {
  const first = from ?? LocalDate.parse(`${today.slice(0, 4)}-01-01`);
  const year = Number(first.slice(0, 4));
  const last = to ?? LocalDate.parse(`${String(Math.min(9_999, year + 1)).padStart(4, '0')}-12-31`);
  return first <= last && Number(last.slice(0, 4)) - year <= 10 ? { from: first, to: last } : undefined;
}
