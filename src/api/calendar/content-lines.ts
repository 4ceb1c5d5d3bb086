/**
 * Takes iCalendar (RFC 5545) apart: unfolds its lines, and gives the properties of each event. Our own, because it can name
 * the line that is wrong, and because the licence of ical.js would have to be decided on before it is deployed.
 */
import type { RefusalDetail } from '../refusals.ts';

export interface Property {
  /** In upper case. */
  readonly name: string;
  /** As it is written. */
  readonly value: string;
}
export type CalendarEvent = readonly Property[];

export interface CalendarParts {
  readonly ofCalendar: readonly Property[];
  readonly events: readonly CalendarEvent[];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

const wholeCalendar = 'iCalendar from BEGIN:VCALENDAR to END:VCALENDAR';
const deepest = 10;
const contentLine = /^([A-Za-z\d-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/;

export function takeApart(text: string): CalendarParts | RefusalDetail {
  const ofCalendar: Property[] = [];
  const events: Property[][] = [];
  const open: string[] = [];
  let calendars = 0;
  for (const { number, text: line } of unfolded(text)) {
    const [, given = '', value = ''] = contentLine.exec(line) ?? [];
    const name = given.toUpperCase();
    const wrong = (expected: string): RefusalDetail => ({ field: `line ${number}`, value: line, expected });
    if (name === '') return wrong('a line of iCalendar such as "SUMMARY:Hari Natal"');
    if (name === 'BEGIN') {
      const component = value.trim().toUpperCase();
      if ((open.length === 0) !== (component === 'VCALENDAR') || open.length >= deepest)
        return wrong(`no other beginning here: ${wholeCalendar}`);
      if (component === 'VCALENDAR') calendars += 1;
      if (component === 'VEVENT') events.push([]);
      open.push(component);
    } else if (name === 'END') {
      if (open.pop() !== value.trim().toUpperCase()) return wrong('the end of what has begun last');
    } else if (open.at(-1) === 'VEVENT') events.at(-1)?.push({ name, value });
    else if (open.length === 1) ofCalendar.push({ name, value });
  }
  return calendars === 0 || open.length > 0
    ? { field: 'text', value: text, expected: wholeCalendar }
    : { ofCalendar, events };
}

/** A line that begins with a blank goes on from the one before. */
function unfolded(text: string): readonly Line[] {
  const lines: { number: number; parts: string[] }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (/^[ \t]/.test(line) && lines.length > 0) lines.at(-1)?.parts.push(line.slice(1));
    else if (line.trim() !== '') lines.push({ number: index + 1, parts: [line] });
  }
  return lines.map(({ number, parts }) => ({ number, text: parts.join('') }));
}

export const textOf = (of: readonly Property[], name: string): string | undefined =>
  of
    .find((each) => each.name === name)
    ?.value.replaceAll(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
