/** Calculates one employee's day from the punches. Pure; local/sql/03-spJamkerja.sql has the same rules. */
import type { Shift } from './shifts.ts';

export type DayStatus = 'HADIR' | 'TERLAMBAT' | 'TIDAK_LENGKAP' | 'ALPA' | 'CUTI' | 'LIBUR' | 'LEMBUR_LIBUR';

export interface Workday {
  readonly shift: Shift;
  /** A Sunday or public holiday. */
  readonly dayOff: boolean;
  readonly onLeave: boolean;
  /** Seconds from midnight of the day, ascending. */
  readonly punches: readonly number[];
}

export interface DayResult {
  /** Seconds from midnight of the day. */
  readonly firstIn: number | undefined;
  readonly lastOut: number | undefined;
  readonly minutesWorked: number;
  readonly minutesLate: number;
  readonly minutesOvertime: number;
  readonly status: DayStatus;
}

/** Punches closer together than this count as one. */
const doublePunchMinutes = 15;
const lateTolerance = 5;
const shortestOvertime = 30;
/** No break is deducted for a stay up to this long. */
const longestWithoutBreak = 300;

const toMinute = (second: number): number => Math.floor(second / 60);

export function calculateDay(workday: Workday): DayResult {
  const first = workday.punches.at(0);
  const last = workday.punches.at(-1);
  if (first === undefined || last === undefined) return withoutPunches(workday);
  if (toMinute(last) - toMinute(first) < doublePunchMinutes) return withOnePunch(workday, first, last);
  return withBothPunches(workday, first, last);
}

const nothing = {
  firstIn: undefined,
  lastOut: undefined,
  minutesWorked: 0,
  minutesLate: 0,
  minutesOvertime: 0,
} as const;

function withoutPunches({ dayOff, onLeave }: Workday): DayResult {
  if (dayOff) return { ...nothing, status: 'LIBUR' };
  return { ...nothing, status: onLeave ? 'CUTI' : 'ALPA' };
}

/** A lone punch counts as the arrival or the departure, whichever is nearer; the time worked is unknown. */
function withOnePunch(workday: Workday, first: number, last: number): DayResult {
  const { shift } = workday;
  const minute = toMinute(first);
  const status = 'TIDAK_LENGKAP';
  return Math.abs(minute - shift.start) <= Math.abs(minute - shift.end)
    ? { ...nothing, firstIn: first, minutesLate: minutesLate(workday, minute), status }
    : { ...nothing, lastOut: last, status };
}

function withBothPunches(workday: Workday, first: number, last: number): DayResult {
  const { shift, dayOff } = workday;
  const [from, until] = [toMinute(first), toMinute(last)];
  const present = until - (dayOff ? from : Math.max(from, shift.start));
  const breakMinutes = present > longestWithoutBreak ? shift.breakMinutes : 0;
  const minutesWorked = Math.max(0, present - breakMinutes);
  const late = minutesLate(workday, from);
  const afterShift = until - shift.end;
  const times = { firstIn: first, lastOut: last, minutesWorked, minutesLate: late };
  if (dayOff) return { ...times, minutesOvertime: minutesWorked, status: 'LEMBUR_LIBUR' };
  return {
    ...times,
    minutesOvertime: afterShift >= shortestOvertime ? afterShift : 0,
    status: late > 0 ? 'TERLAMBAT' : 'HADIR',
  };
}

function minutesLate({ shift, dayOff }: Workday, arrival: number): number {
  const late = arrival - shift.start;
  return !dayOff && late > lateTolerance ? late : 0;
}
