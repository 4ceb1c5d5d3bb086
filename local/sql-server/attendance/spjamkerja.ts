/**
 * dbo.spJamkerja: computes every employee's working hours for each day of the range. Writes the results in one
 * transaction at the very end, so that a cancelled or failed run leaves the table unchanged.
 */
import { calculateDay } from './calculate-day.ts';
import { dateToDay, dayToDate, wallClock, weekdayOf } from './calendar.ts';
import type { Employee } from './sample.ts';
import { punchWindow, shiftOf, sunday } from './shifts.ts';
import type { AttendanceStore, ResultRow } from './store.ts';

export interface DateRange {
  readonly awal: string;
  readonly akhir: string;
}

/** Called with the number of employees done, first with 0; throws to end the run. */
export type StepDone = (done: number, total: number) => Promise<void>;

export const steps = 10;

/** Returns the number of rows written. */
export async function runSpJamkerja(
  store: AttendanceStore,
  { awal, akhir }: DateRange,
  stepDone: StepDone,
): Promise<number> {
  const [fromDay, toDay] = [dateToDay(awal), dateToDay(akhir)];
  store.seed(fromDay, toDay);
  const { employees } = store;
  const stepSize = Math.ceil(employees.length / steps);
  const rows: ResultRow[] = [];
  await stepDone(0, employees.length);
  for (let done = 0; done < employees.length; done += stepSize) {
    for (const employee of employees.slice(done, done + stepSize)) {
      for (let day = fromDay; day <= toDay; day++) rows.push(resultOf(store, employee, day));
    }
    await stepDone(Math.min(done + stepSize, employees.length), employees.length);
  }
  store.replaceResults(awal, akhir, rows);
  return rows.length;
}

function resultOf(store: AttendanceStore, { nik, group }: Employee, day: number): ResultRow {
  const date = dayToDate(day);
  const { opens, closes } = punchWindow(group, day);
  const result = calculateDay({
    shift: shiftOf(group, day),
    dayOff: weekdayOf(day) === sunday || store.isHoliday(date),
    onLeave: store.isOnLeave(nik, date),
    punches: store.punches(nik, day, opens, closes),
  });
  const timeOf = (second: number | undefined): string | null =>
    second === undefined ? null : wallClock(day, second);
  return { ...result, nik, date, firstIn: timeOf(result.firstIn), lastOut: timeOf(result.lastOut) };
}
