/** The query parameters that routes take. */
import { z } from 'zod';
import { RunOutcome } from '../../core/run/run.ts';
import { runIdPattern, storedRunId } from '../../core/run/run-id.ts';
import { expectedHours, IntervalHours } from '../../core/schedule/interval.ts';
import { longestIntervalHours, shortestIntervalHours } from '../../core/schedule/limits.ts';
import { LocalDate } from '../../core/time/time.ts';
import { withOffset } from '../../core/why/given-instant.ts';
import { calendarOptions } from './calendar-schemas.ts';
import { after, strictObject } from './common-fields.ts';

export const NoParameters = strictObject('parameters', {});
const outcomes = ['active', ...RunOutcome.options] as const;
/** In a URL a number is text; the API description shows it as the number it means. */
const asInteger = (minimum: number, maximum: number) =>
  ({ type: 'integer', minimum, maximum, pattern: undefined }) as const;
const limit = z
  .string()
  .regex(/^([1-9]\d?|100)$/, { error: 'expected a whole number from 1 to 100' })
  .default('20')
  .meta({ ...asInteger(1, 100), default: 20 })
  .transform(Number);
const pageStartWords = 'Start of the page; taken from `next` of the previous page.';
export const RunsQuery = strictObject('parameters', {
  limit,
  outcome: z.enum(outcomes, { error: `expected one of ${outcomes.join(', ')}` }).exactOptional(),
  before: z
    .string()
    .regex(runIdPattern, { error: 'expected the id of a run' })
    .meta({ description: pageStartWords })
    .transform(storedRunId)
    .exactOptional(),
});

export const NoticesQuery = strictObject('parameters', {
  limit,
  before: z
    .string()
    .regex(runIdPattern, { error: 'expected the id of a notice' })
    .meta({ description: pageStartWords })
    .transform(storedRunId)
    .exactOptional(),
});

/** Previews the schedule with another interval; without parameters, shows the current one. */
export const ScheduleQuery = strictObject('parameters', {
  hours: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,9})?$/, { error: `expected ${expectedHours}` })
    .transform(Number)
    .pipe(IntervalHours)
    .meta({
      type: 'number',
      minimum: shortestIntervalHours,
      maximum: longestIntervalHours,
      pattern: undefined,
      description: 'An interval to preview; nothing changes.',
      examples: [6],
    })
    .exactOptional(),
  after,
});

export const AuditQuery = strictObject('parameters', {
  limit,
  before: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'expected the sequence number of an entry' })
    .meta({ ...asInteger(1, 999_999_999), description: pageStartWords })
    .transform(Number)
    .exactOptional(),
});

/** With a body of text; with JSON, the body has these fields. */
export const CalendarQuery = strictObject('parameters', calendarOptions);

export const SlotsCalendarQuery = strictObject('parameters', {
  language: z
    .enum(['en', 'id'], { error: 'expected en or id' })
    .meta({ description: 'Of the titles; by default English.' })
    .exactOptional(),
});

const instantWords =
  'expected a local time such as 2026-11-27T07:00, in the zone of the schedule, or an ISO 8601 instant with an offset, in the years 2000 to 2099';
const instant = z
  .string({ error: instantWords })
  .transform(withOffset)
  .pipe(z.iso.datetime({ offset: true, local: true, error: instantWords }))
  .refine((text) => /^20\d\d-/.test(text), { error: instantWords })
  .meta({
    examples: ['2026-11-27T07:00'],
    description: 'A local time in the zone of the schedule, or an instant with an offset.',
  });

export const WhyQuery = strictObject('parameters', { at: instant });
export const SlotsQuery = strictObject('parameters', {
  from: instant.exactOptional(),
  to: instant.exactOptional(),
});

const dayWords = 'expected a calendar date such as 2026-11-25, in the years 2000 to 2099';
const day = z.iso
  .date({ error: dayWords })
  .regex(/^20\d\d-/, { error: dayWords })
  .pipe(LocalDate)
  .meta({ description: 'A calendar date.', examples: ['2026-11-25'] });
export const DaysQuery = strictObject('parameters', { from: day.exactOptional(), to: day.exactOptional() });

/** By the name that the table of routes gives them. */
export const queryParameters = {
  RunsQuery,
  NoticesQuery,
  ScheduleQuery,
  SlotsQuery,
  WhyQuery,
  DaysQuery,
  AuditQuery,
  CalendarQuery,
  SlotsCalendarQuery,
};

export type ScheduleQuery = z.infer<typeof ScheduleQuery>;
export type RunsQuery = z.infer<typeof RunsQuery>;
export type NoticesQuery = z.infer<typeof NoticesQuery>;
export type AuditQuery = z.infer<typeof AuditQuery>;
export type CalendarQuery = z.infer<typeof CalendarQuery>;
