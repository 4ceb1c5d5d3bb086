/** A profile: where it applies, and the rule that is in force there. The first one that fits an instant counts. */
import { z } from 'zod';
import { mostDateSpans } from '../limits.ts';
import { Schedule } from '../schedule.ts';
import { DateSpan, listOf, LocalTime, Name, objectExpected } from './names.ts';

/** In the order of a week as ISO has it. */
export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], {
  error: 'expected mon, tue, wed, thu, fri, sat or sun',
});
export type Weekday = z.infer<typeof Weekday>;

/** Sunday is 0, as in cron. */
export const weekdayNumber = (weekday: Weekday): number => (Weekday.options.indexOf(weekday) + 1) % 7;

const unique = (given: readonly unknown[]): boolean => new Set(given).size === given.length;

/** With `to` at or before `from` it crosses midnight; its day is the one on which it begins. */
export const DayWindow = z
  .object({ from: LocalTime, to: LocalTime }, objectExpected('from and to, as local times HH:MM'))
  .refine(({ from, to }) => from !== to, {
    error: 'expected an end (to) that differs from the beginning (from); leave the window out for whole days',
    path: ['to'],
  })
  .readonly();
export type DayWindow = z.infer<typeof DayWindow>;

/** Days of a calendar, all of them or those of some kinds. */
export const CalendarCondition = z
  .object({ name: Name, kinds: listOf(Name, 20, 'kinds').exactOptional() }, objectExpected('name and kinds'))
  .readonly();

/** Conditions are joined by "and"; without any, the profile always applies. */
export const Profile = z
  .object(
    {
      name: Name,
      weekdays: listOf(Weekday, 7, 'weekdays')
        .refine(unique, { error: 'expected each weekday once' })
        .exactOptional(),
      window: DayWindow.exactOptional(),
      dates: listOf(DateSpan, mostDateSpans, 'ranges of dates').exactOptional(),
      calendar: CalendarCondition.exactOptional(),
      rule: Schedule,
    },
    objectExpected('name and rule'),
  )
  .readonly();
export type Profile = z.infer<typeof Profile>;
