/** Holidays read from a file: the request that carries its text, and the days in the form of the document. */
import { z } from 'zod';
import { Name } from '../../core/schedule/document/names.ts';
import { LocalDate } from '../../core/time/time.ts';
import { HolidayDocument } from './document-schemas.ts';
import { strictObject } from './common-fields.ts';

export const calendarOptions = {
  from: LocalDate.meta({
    description:
      'First day to take; by default the first of this year. Repeated events are taken up to `to`.',
  }).exactOptional(),
  to: LocalDate.meta({
    description: 'Last day to take; by default the last of the year after `from`. At most ten years.',
  }).exactOptional(),
  kind: Name.meta({
    description: 'The kind of days for which the text names none.',
    examples: ['hari libur nasional'],
  }).exactOptional(),
};

/** For a browser that is signed in, which may send JSON only. */
export const CalendarRequest = strictObject('fields', {
  text: z.string({ error: 'expected the text of a calendar or a list' }).meta({
    description:
      'iCalendar, or a list with one `YYYY-MM-DD name [kind]` a line, or CSV with the columns date, name and kind.',
    examples: ['2026-12-25 Hari Natal [hari libur nasional]'],
  }),
  ...calendarOptions,
});
export type CalendarRequest = z.infer<typeof CalendarRequest>;

export const CalendarDaysView = z
  .object({
    name: z.string().nullable().meta({ description: 'Of the calendar, as the text has it.' }),
    days: z.array(HolidayDocument).readonly().meta({ description: 'In order; ready for the document.' }),
    from: LocalDate,
    to: LocalDate,
    left_out: z.int().meta({ description: 'Entries without a day from `from` to `to`, and cancelled ones.' }),
  })
  .readonly();
export type CalendarDaysView = z.infer<typeof CalendarDaysView>;
