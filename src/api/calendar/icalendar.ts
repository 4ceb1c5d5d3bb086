/** Holidays from iCalendar (RFC 5545), an event at a time. ical.js takes the text apart; it loads when first used. */
import { addDays, LocalDate } from '../../core/time/time.ts';
import type { RefusalDetail } from '../refusals.ts';
import { cleanKind, cleanName, type DayEntry, type DayRange, type ReadEntries } from './day-entry.ts';
import { type Component, dayIn, daysOf, kindOf, lengthOf, mostDays, textOf } from './event-fields.ts';
import { type CivilDay, partsOf, yearlyDates, yearlyRules } from './yearly-rule.ts';

export const mostEvents = 2_000;
const nothing: ReadEntries = { name: undefined, entries: [], problems: [], leftOut: 0 };

export async function readICalendar(text: string, range: DayRange): Promise<ReadEntries> {
  // Before taking it apart: that takes a second for 10,000.
  const events = text.match(/^BEGIN:VEVENT\s*$/gim)?.length ?? 0;
  if (events > mostEvents)
    return refused({ field: 'text', value: events, expected: `at most ${mostEvents} events` });
  const rules = otherRules(text);
  if (rules.length > 0) return { ...nothing, problems: rules };
  const { default: ICAL } = await import('ical.js');
  let roots: readonly Component[];
  try {
    const parsed: unknown = ICAL.parse(text.replace(/^\uFEFF/, ''));
    const all = Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed;
    roots = Array.isArray(all) ? all.map((each: unknown[]) => new ICAL.Component(each)) : [];
  } catch (error) {
    return refused(wrongLine(text, error));
  }
  const calendars = roots.filter(({ name }) => name === 'vcalendar');
  if (calendars.length === 0)
    return refused({ field: 'text', expected: 'iCalendar from BEGIN:VCALENDAR to END:VCALENDAR' });
  const all = calendars.flatMap((each) => each.getAllSubcomponents('vevent'));
  const replaced = replacedDates(all);
  const read = all.map((event, index) => readEvent(event, index + 1, range, replaced));
  return {
    name: cleanKind(textOf(calendars[0], 'x-wr-calname') ?? textOf(calendars[0], 'name')),
    entries: read.flatMap((each) => (each !== undefined && 'dates' in each ? [each] : [])),
    problems: read.flatMap((each) => (each !== undefined && 'field' in each ? [each] : [])),
    leftOut: read.filter((each) => each === undefined).length,
  };
}

const refused = (problem: RefusalDetail): ReadEntries => ({ ...nothing, problems: [problem] });

/** Repeated otherwise than every year: ical.js gives up the whole text for one that it does not know. */
function otherRules(text: string): readonly RefusalDetail[] {
  let event = 0;
  return text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      if (/^BEGIN:VEVENT\s*$/i.test(line)) event += 1;
      const isOther = event > 0 && /^RRULE[;:]/i.test(line) && !/\bFREQ=YEARLY\b/i.test(line);
      return isOther ? [{ field: `event ${event}`, value: line, expected: yearlyRules }] : [];
    });
}

/** ical.js does not tell the line. */
function wrongLine(text: string, error: unknown): RefusalDetail {
  const lines = text.split(/\r\n|\r|\n/);
  const index = lines.findIndex((line) => line !== '' && !/^[ \t]/.test(line) && !/^[\w-]+[;:]/.test(line));
  if (index >= 0)
    return {
      field: `line ${index + 1}`,
      value: lines[index],
      expected: 'a line of iCalendar such as "SUMMARY:Hari Natal"',
    };
  const why = error instanceof Error ? error.message : String(error);
  return { field: 'text', expected: `iCalendar from BEGIN:VCALENDAR to END:VCALENDAR (${why})` };
}

/** Undefined for an event that counts for nothing. */
function readEvent(
  event: Component,
  number: number,
  range: DayRange,
  replaced: ReadonlySet<string>,
): DayEntry | RefusalDetail | undefined {
  const name = cleanName(textOf(event, 'summary') ?? '');
  const wrong = (expected: string): RefusalDetail => ({ field: `event ${number}`, value: name, expected });
  if (textOf(event, 'status')?.toUpperCase() === 'CANCELLED') return undefined;
  if (name === '') return wrong('a SUMMARY: the name of the day');
  const first = dayIn(event, 'dtstart');
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
  event: Component,
  first: LocalDate,
  { to }: DayRange,
  replaced: ReadonlySet<string>,
): readonly LocalDate[] | undefined {
  const rule = event.getFirstProperty('rrule');
  const own = rule === null ? [first] : repeated(String(rule.getFirstValue()), first, to);
  if (own === undefined) return undefined;
  const more = event.getAllProperties('rdate').flatMap(daysOf);
  const without = new Set(event.getAllProperties('exdate').flatMap(daysOf));
  const isException = event.hasProperty('recurrence-id');
  const uid = textOf(event, 'uid') ?? '';
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
const replacedDates = (events: readonly Component[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => {
      const date = dayIn(event, 'recurrence-id');
      return date === undefined ? [] : [`${date} ${textOf(event, 'uid') ?? ''}`];
    }),
  );

const isoOf = ({ year, month, day }: CivilDay): LocalDate | undefined =>
  LocalDate.safeParse(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  ).data;
