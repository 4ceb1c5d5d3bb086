/** The shifts, who works which one on a day, and which punches belong to that day. As in local/sql/01-schema.sql. */
import { minutesPerDay, weekdayOf } from './calendar.ts';

export interface Shift {
  readonly code: string;
  readonly name: string;
  /** Minutes from midnight of the workday; over 1440 when the shift ends on the next day. */
  readonly start: number;
  readonly end: number;
  readonly breakMinutes: number;
}

export const dayShift: Shift = {
  code: 'PAGI',
  name: 'Sif pagi 08:00-17:00',
  start: 480,
  end: 1020,
  breakMinutes: 60,
};
export const nightShift: Shift = {
  code: 'MALAM',
  name: 'Sif malam 22:00-06:00',
  start: 1320,
  end: 1800,
  breakMinutes: 60,
};
export const saturdayShift: Shift = {
  code: 'SABTU_PAGI',
  name: 'Sabtu pagi 08:00-13:00',
  start: 480,
  end: 780,
  breakMinutes: 0,
};
export const saturdayNightShift: Shift = {
  code: 'SABTU_MALAM',
  name: 'Sabtu malam 22:00-03:00',
  start: 1320,
  end: 1620,
  breakMinutes: 0,
};
export const shifts = [dayShift, nightShift, saturdayShift, saturdayNightShift] as const;

export type Group = 'PAGI' | 'MALAM' | 'ROTASI_0' | 'ROTASI_1';

export const saturday = 5;
export const sunday = 6;

/** On a Sunday or holiday: the usual times, for those who work. */
export function shiftOf(group: Group, day: number): Shift {
  const onSaturday = weekdayOf(day) === saturday;
  if (isNight(group, day)) return onSaturday ? saturdayNightShift : nightShift;
  return onSaturday ? saturdayShift : dayShift;
}

function isNight(group: Group, day: number): boolean {
  const week = Math.floor(day / 7);
  switch (group) {
    case 'PAGI':
      return false;
    case 'MALAM':
      return true;
    case 'ROTASI_0':
      return week % 2 === 0;
    case 'ROTASI_1':
      return week % 2 === 1;
    default:
      return group satisfies never;
  }
}

const opensBeforeShift = 240;

/**
 * When punches belong to a day, in minutes from its midnight: from 4 hours before its shift until 4 hours before
 * the next day's shift, so that every punch belongs to exactly one day.
 */
export function punchWindow(group: Group, day: number): { readonly opens: number; readonly closes: number } {
  return {
    opens: shiftOf(group, day).start - opensBeforeShift,
    closes: minutesPerDay + shiftOf(group, day + 1).start - opensBeforeShift,
  };
}
