/**
 * What the configuration row holds of the schedule beside its default rule. All of it is optional and absent when
 * unused: a row of an earlier version is read as it is, and has the slots that it had.
 */
import { z } from 'zod';
import {
  documentFormat,
  longestDocument,
  longestLeastGap,
  mostBlackouts,
  mostCalendars,
  mostHolidays,
  mostProfiles,
} from '../limits.ts';
import type { Schedule } from '../schedule.ts';
import { DurationMs, type EpochMs, minutes, type TimeZone } from '../../time/time.ts';
import { AdaptiveRule } from './adaptive-rule.ts';
import { Blackout } from './blackout.ts';
import { HolidayCalendar } from './holiday-calendar.ts';
import { listOf } from './names.ts';
import { Profile } from './profile.ts';

const gapWords = `expected a duration from 0 to ${longestLeastGap} minutes`;

/** A row of a higher format was written by a newer version: it is refused, because its rules are unknown here. */
export const documentFields = {
  format: z
    .literal(documentFormat, {
      error: `expected ${documentFormat} or nothing: a newer version has written this`,
    })
    .exactOptional(),
  /** Grows by one with each change of the schedule; absent before the first one. */
  revision: z.int().min(0).exactOptional(),
  profiles: listOf(Profile, mostProfiles, 'profiles', 0).exactOptional(),
  blackouts: listOf(Blackout, mostBlackouts, 'blackouts', 0).exactOptional(),
  calendars: listOf(HolidayCalendar, mostCalendars, 'calendars', 0).exactOptional(),
  adaptive: AdaptiveRule.exactOptional(),
  /** Absent: missed slots become one catch-up run. */
  catchUp: z.literal(false).exactOptional(),
  /** Between the end of a run and the next slot; absent: none. */
  leastGap: DurationMs.min(1, { error: gapWords })
    .max(minutes(longestLeastGap), { error: gapWords })
    .exactOptional(),
};

const Fields = z.object(documentFields);

/** Everything that decides when slots come. The configuration row is one. */
export interface Plan extends z.infer<typeof Fields> {
  /** In force where no profile fits. */
  readonly schedule: Schedule;
  readonly timeZone: TimeZone;
  /** Until then the default rule had other hours: those of the adaptive interval before it was last adapted. */
  readonly adaptedFrom?: { readonly until: EpochMs; readonly hours: number } | undefined;
}

/** Where a document contradicts itself, by path; the fields alone cannot tell. */
export function contradictionsIn(document: Omit<Plan, 'timeZone'>): readonly Contradiction[] {
  const { profiles = [], calendars = [], adaptive, schedule } = document;
  const known = new Set(calendars.map(({ name }) => name));
  const unknown = profiles.flatMap(({ calendar }, index) =>
    calendar === undefined || known.has(calendar.name)
      ? []
      : [{ path: ['profiles', index, 'calendar', 'name'], message: calendarWords([...known]) }],
  );
  const days = calendars.reduce((sum, each) => sum + each.days.length, 0);
  return [
    ...repeated('profiles', profiles),
    ...repeated('calendars', calendars),
    ...unknown,
    ...(days > mostHolidays
      ? [{ path: ['calendars'], message: `expected ${mostHolidays} days in all calendars together at most` }]
      : []),
    ...(adaptive !== undefined && schedule.kind !== 'interval'
      ? [{ path: ['adaptive'], message: 'expected no adaptive interval without an interval as default rule' }]
      : []),
  ];
}

export interface Contradiction {
  readonly path: readonly (string | number)[];
  /** What is there instead. */
  readonly value?: unknown;
  readonly message: string;
}

const calendarWords = (known: readonly string[]): string =>
  known.length === 0
    ? 'expected no calendar, because the document has none'
    : `expected the name of a calendar of this document: ${known.join(', ')}`;

const repeated = (list: string, named: readonly { readonly name: string }[]): readonly Contradiction[] =>
  named.flatMap(({ name }, index) =>
    named.findIndex((each) => each.name.toLowerCase() === name.toLowerCase()) === index
      ? []
      : [{ path: [list, index, 'name'], message: 'expected a name that no other of them has' }],
  );

/** As text of the row. Undefined when it fits. */
export function tooLong(row: object): Contradiction | undefined {
  const { length } = JSON.stringify(row);
  if (length <= longestDocument) return undefined;
  const parts = Object.entries(row)
    .map(([name, part]: [string, unknown]) => ({ name, size: JSON.stringify(part)?.length ?? 0 }))
    .toSorted((one, other) => other.size - one.size)
    .slice(0, 3)
    .map(({ name, size }) => `${name} ${size}`);
  const message = `expected at most ${longestDocument} characters in the stored document, which would have ${length} (${parts.join(', ')}): shorten what is longest, such as names of holidays, or leave out days that are over`;
  return { path: [], value: length, message };
}
