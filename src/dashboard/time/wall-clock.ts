/** Converts between instants and the text of date-time fields, which know no zone. */
import { twoDigits } from '../words/format.ts';

/** `2026-11-26T07:00` on the zone's wall clock → ISO 8601 with offset; undefined when it is no date and time. */
export function wallClockToIso(text: string, zone: string): string | undefined {
  const asUtc = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(asUtc)) return undefined;
  // The offset depends on the instant that is sought: the first one found is close enough to look it up again.
  const near = asUtc - offsetAt(asUtc, zone);
  const offset = offsetAt(near, zone);
  return `${text}:00${offsetText(offset)}`;
}

export const isoToWallClock = (instant: number, zone: string): string =>
  new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);

/** The calendar date in the zone, `YYYY-MM-DD`. */
export const dateIn = (instant: number, zone: string): string => isoToWallClock(instant, zone).slice(0, 10);

/** In milliseconds, east of Greenwich positive. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    instant,
  );
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}
