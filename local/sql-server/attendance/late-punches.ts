/** Punches that arrive late, and the dates for which some did: as dbo.spSampelSusulan and dbo.spJamkerjaPending. */
import { dateToDay, dayToDate, secondsFromMidnight, weekdayOf } from './calendar.ts';
import { punchWindow, shiftOf, sunday } from './shifts.ts';
import type { AttendanceStore } from './store.ts';

/**
 * Whoever was absent on a working day without leave was there after all, as if the machine of their branch had been
 * offline. Returns how many people.
 */
export function uploadLatePunches(store: AttendanceStore, date: string, now = Date.now()): number {
  const day = dateToDay(date);
  store.seed(day, day);
  if (weekdayOf(day) === sunday || store.isHoliday(date)) return 0;
  const absent = store.employees.filter(({ nik, group }) => {
    const { opens, closes } = punchWindow(group, day);
    return !store.isOnLeave(nik, date) && store.punches(nik, day, opens, closes).length === 0;
  });
  for (const { nik, group } of absent) {
    const { start, end } = shiftOf(group, day);
    store.addPunches(nik, day, [(start - 5) * 60, (end + 5) * 60], inUtc(now));
  }
  return absent.length;
}

export interface PendingRow {
  readonly date: string;
  readonly count: number;
}

/** `since` as the driver sends it. The sample holds the punches of the whole day from midnight on. */
export function pendingDates(store: AttendanceStore, since: string, now = Date.now()): readonly PendingRow[] {
  const groups = new Map(store.employees.map(({ nik, group }) => [nik, group]));
  const counts = new Map<string, number>();
  for (const { nik, time } of store.arrivals(since, inUtc(now))) {
    const group = groups.get(nik);
    if (group === undefined) continue;
    const calendar = dateToDay(time.slice(0, 10));
    const minute = Math.floor(secondsFromMidnight(calendar, time) / 60);
    const day = minute < punchWindow(group, calendar).opens ? calendar - 1 : calendar;
    const date = dayToDate(day);
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return [...counts].map(([date, count]) => ({ date, count })).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

const inUtc = (instant: number): string => new Date(instant).toISOString().replace('T', ' ').slice(0, 23);
