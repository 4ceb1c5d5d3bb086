/** What a text of holidays comes to: days, and what is wrong with which line or event. */
import { replaceHidden } from '../../core/hidden-characters.ts';
import { longestLabel, longestName } from '../../core/schedule/limits.ts';
import type { LocalDate } from '../../core/time/time.ts';
import type { RefusalDetail } from '../refusals.ts';

/** Days that follow each other, as one entry of the text has them. */
export interface DayEntry {
  /** Of iCalendar, those from the first to the last day to take. */
  readonly dates: readonly LocalDate[];
  readonly name: string;
  readonly kind: string | undefined;
}

export interface ReadEntries {
  /** Of the whole calendar. */
  readonly name: string | undefined;
  readonly entries: readonly DayEntry[];
  readonly problems: readonly RefusalDetail[];
  /** Entries that count for nothing, such as cancelled ones. */
  readonly leftOut: number;
}

/** Longer texts are no calendars of holidays, and take long to read. */
export const mostEntries = 2_000;

/** The days to take; both are included. */
export interface DayRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const oneLine = (text: string, longest: number): string =>
  [...replaceHidden(text).replaceAll(/\s+/gu, ' ').trim()]
    .slice(0, longest)
    .join('')
    .slice(0, longest)
    .trim();

/** Names go into the document as they are: on one line, with nothing invisible, and short enough. */
export const cleanName = (text: string): string => oneLine(text, longestLabel);

/** Undefined where the text has none. */
export function cleanKind(text: string | undefined): string | undefined {
  const kind = oneLine(text ?? '', longestName);
  return kind === '' ? undefined : kind;
}
