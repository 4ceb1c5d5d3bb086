/**
 * A zone's clock by the minute: Intl shows it in a fraction of Temporal's time, and a status shows what is near now, and
 * a list the same runs, again and again. Only of the zone that was shown last: nearly always there is but one.
 */
import { dayOf, isLocalDate } from './calendar-days.ts';
import type { EpochMs, LocalDate, TimeZone } from './time.ts';

/** The same for all instants of a minute. */
export interface MinuteShown {
  readonly date: LocalDate;
  /** `01:00`. */
  readonly clock: string;
  /** `+07:00`. */
  readonly offset: string;
}

/** 1973: before, some zones were seconds away from a whole minute, and their minutes began in between. */
export const wholeMinutesFrom = 94_694_400_000;

interface ZoneShown {
  readonly zone: TimeZone;
  readonly format: (instant: EpochMs) => string;
  readonly minutes: Map<number, MinuteShown>;
}

let last: ZoneShown | undefined;

/** A list of a hundred runs shows some hundreds; all together take a few hundred kilobytes. */
const most = 2_000;

/** Of an instant from 1973 on. */
export function minuteShown(instant: EpochMs, zone: TimeZone): MinuteShown {
  if (last?.zone !== zone) last = { zone, format: formatIn(zone), minutes: new Map() };
  const { format, minutes } = last;
  const minute = Math.floor(instant / 60_000);
  const known = minutes.get(minute);
  if (known !== undefined) return known;
  const [date = '', clock = ''] = format(instant).split(' ');
  if (!isLocalDate(date)) throw new Error(`Intl shows ${date} in ${zone}: expected a date as YYYY-MM-DD`);
  const [hours = 0, minutesOfHour = 0] = clock.split(':').map(Number);
  const asIfUtc = (dayOf(date) * 24 + hours) * 60 + minutesOfHour;
  const shown = { date, clock, offset: offsetOf(asIfUtc - minute) };
  if (minutes.size >= most) minutes.clear();
  minutes.set(minute, shown);
  return shown;
}

/** Writes `2026-11-24 01:00`. */
function formatIn(zone: TimeZone): ZoneShown['format'] {
  const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...date, ...time }).format;
}

function offsetOf(minutesAhead: number): string {
  const ahead = Math.abs(minutesAhead);
  const [hours, minutes] = [Math.floor(ahead / 60), ahead % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutesAhead < 0 ? '-' : '+'}${hours}:${minutes}`;
}
