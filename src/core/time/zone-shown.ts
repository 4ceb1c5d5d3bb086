/**
 * What it takes to show instants in a zone, made once: Intl writes the zone's clock in a fraction of Temporal's time, and
 * the same instants are shown again and again. Only of the zone that was shown last: nearly always there is but one.
 */
import type { EpochMs, TimeZone } from './time.ts';

export interface ZoneShown {
  readonly zone: TimeZone;
  /** Writes `2026-11-24 01:00`. */
  readonly format: (instant: EpochMs) => string;
  readonly isoTexts: Pick<Map<EpochMs, string>, 'get' | 'set'>;
}

let last: ZoneShown | undefined;

export function zoneShown(zone: TimeZone): ZoneShown {
  if (last?.zone !== zone) {
    const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const { format } = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...date, ...time });
    last = { zone, format, isoTexts: recentTexts() };
  }
  return last;
}

/** A list of a hundred runs shows a thousand instants; all together take a few hundred kilobytes. */
const most = 2_000;

function recentTexts(): ZoneShown['isoTexts'] {
  const texts = new Map<EpochMs, string>();
  return {
    get: (instant) => texts.get(instant),
    set: (instant, text) => {
      if (texts.size >= most) texts.clear();
      return texts.set(instant, text);
    },
  };
}
