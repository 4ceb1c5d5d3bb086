/**
 * What it takes to show instants in a zone, made once: Intl writes the zone's clock in a fraction of Temporal's time, and
 * the same instants are shown again and again. Only of the zone that was shown last: nearly always there is but one.
 */
import type { EpochMs, TimeZone } from './time.ts';

export interface ZoneShown {
  readonly zone: TimeZone;
  /** Writes `2026-11-24 01:00`, the same within each minute. */
  readonly format: (instant: EpochMs) => string;
  readonly isoTexts: Pick<Map<EpochMs, string>, 'get' | 'set'>;
}

/** 1973: before, some zones were seconds away from a whole minute, which the format does not show. */
export const wholeMinutesFrom = 94_694_400_000;

let last: ZoneShown | undefined;

export function zoneShown(zone: TimeZone): ZoneShown {
  if (last?.zone !== zone) {
    const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const { format } = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...date, ...time });
    last = { zone, format: onceAMinute(format), isoTexts: recentTexts() };
  }
  return last;
}

/** A status shows the time of the request, and what is near it, several times. */
function onceAMinute(format: (instant: EpochMs) => string): ZoneShown['format'] {
  const texts = recentTexts<number>();
  return (instant) => {
    if (instant < wholeMinutesFrom) return format(instant);
    const minute = Math.floor(instant / 60_000);
    const known = texts.get(minute);
    if (known !== undefined) return known;
    const text = format(instant);
    texts.set(minute, text);
    return text;
  };
}

/** A list of a hundred runs shows a thousand instants; all together take a few hundred kilobytes. */
const most = 2_000;

function recentTexts<Key>(): Pick<Map<Key, string>, 'get' | 'set'> {
  const texts = new Map<Key, string>();
  return {
    get: (key) => texts.get(key),
    set: (key, text) => {
      if (texts.size >= most) texts.clear();
      return texts.set(key, text);
    },
  };
}
