/** An instant as somebody types it: with an offset, or as the clock of the schedule's zone shows it. */
import { dayMs, dayOfCivil } from '../time/calendar-days.ts';
import { type EpochMs, isoToEpochMs, type TimeZone } from '../time/time.ts';
import { fromLocal } from '../time/zone-offsets.ts';

const local = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;

/** In a URL, an unescaped plus sign means a blank. */
export const withOffset = (text: string): string => text.replace(/ (?=\d\d:\d\d$)/, '+');

/** A local time that the clocks skip is the first instant afterwards; of one that comes twice, it is the first. */
export function givenInstant(text: string, zone: TimeZone): EpochMs {
  const parts = local.exec(text);
  if (parts === null) return isoToEpochMs(withOffset(text));
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return fromLocal(dayOfCivil(year, month, day) * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000, zone);
}
