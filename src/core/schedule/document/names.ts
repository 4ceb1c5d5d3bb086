/** Names that people give in a schedule, dates and local times, and what is expected of each. */
import { z } from 'zod';
import { hiddenIn } from '../../hidden-characters.ts';
import { longestLabel, longestName } from '../limits.ts';
import { dayOf } from '../../time/calendar-days.ts';
import { LocalDate } from '../../time/time.ts';

function line(longest: number) {
  const error = `expected 1 to ${longest} characters on one line, none of them invisible`;
  return z
    .string({ error })
    .min(1, { error })
    .max(longest, { error })
    .refine((text) => text.trim() === text && hiddenIn(text).length === 0, { error });
}

export const Name = line(longestName);
export const Label = line(longestLabel);

export function listOf<T extends z.ZodType>(item: T, most: number, what: string, least = 1) {
  const error = `expected a list of ${least === 0 ? 'at most' : `${least} to`} ${most} ${what}`;
  return z.array(item, { error }).min(least, { error }).max(most, { error }).readonly();
}

export const objectExpected = (fields: string) => ({
  error: ({ code }: { readonly code?: string | undefined }) =>
    code === 'unrecognized_keys' ? `expected nothing but ${fields}` : `expected an object with ${fields}`,
});

export const LocalTime = z
  .string({ error: 'expected a local time as HH:MM, from 00:00 to 23:59' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a local time as HH:MM, from 00:00 to 23:59' })
  .brand<'LocalTime'>();
export type LocalTime = z.infer<typeof LocalTime>;

export function minuteOf(time: LocalTime): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Both days are part of it. */
export const DateSpan = z
  .object({ from: LocalDate, to: LocalDate }, objectExpected('from and to, as dates YYYY-MM-DD'))
  .refine(({ from, to }) => dayOf(from) <= dayOf(to), {
    error: 'expected a last day (to) that is not before the first (from)',
    path: ['to'],
  })
  .readonly();
export type DateSpan = z.infer<typeof DateSpan>;
