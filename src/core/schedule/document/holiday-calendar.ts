/** Public holidays, as somebody imported them: none are built in, because published lists change during the year. */
import { z } from 'zod';
import { mostHolidays } from '../limits.ts';
import { LocalDate } from '../../time/time.ts';
import { Label, listOf, Name, objectExpected } from './names.ts';

/** A company may observe one kind, such as `hari libur nasional`, and not another, such as `cuti bersama`. */
export const Holiday = z
  .object(
    { date: LocalDate, name: Label, kind: Name.exactOptional() },
    objectExpected('date, name and perhaps kind'),
  )
  .readonly();
export type Holiday = z.infer<typeof Holiday>;

export const HolidayCalendar = z
  .object({ name: Name, days: listOf(Holiday, mostHolidays, 'days') }, objectExpected('name and days'))
  .readonly();
export type HolidayCalendar = z.infer<typeof HolidayCalendar>;
