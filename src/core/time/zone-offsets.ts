/**
 * The offsets of a time zone from UTC as a table of periods, so that rules can be applied to years of days: Temporal
 * needs a tenth of a millisecond for each local time. Local times are milliseconds as if they were UTC.
 */
import { Temporal } from 'temporal-polyfill';
import { dayMs } from './calendar-days.ts';
import { type EpochMs, epochMs, type TimeZone } from './time.ts';

/** Before, the first offset of the table applies, and after, the last one: nothing is scheduled there. */
const tableBegins = 946_684_800_000;
const tableEnds = 7_258_118_400_000;

/** No clock is further from UTC. */
const farthestOffset = 15 * 3_600_000;

interface OffsetPeriod {
  readonly from: number;
  readonly offset: number;
}

interface ZoneTable {
  readonly periods: OffsetPeriod[];
  /** The table is complete up to here. */
  until: number;
}

/** What the rules of the zones say does not change while a process runs. */
const tables = new Map<TimeZone, ZoneTable>();
const mostTables = 50;

function tableOf(zone: TimeZone, instant: number): readonly OffsetPeriod[] {
  const known = tables.get(zone) ?? newTable(zone);
  while (known.until < Math.min(instant, tableEnds)) extend(known, zone);
  return known.periods;
}

function newTable(zone: TimeZone): ZoneTable {
  const table = { periods: [periodAt(tableBegins, zone)], until: tableBegins };
  if (tables.size >= mostTables) tables.clear();
  tables.set(zone, table);
  return table;
}

function extend(table: ZoneTable, zone: TimeZone): void {
  const next = zoned(table.until, zone).getTimeZoneTransition('next')?.epochMilliseconds;
  if (next === undefined || next >= tableEnds) {
    table.until = tableEnds;
    return;
  }
  const period = periodAt(next, zone);
  // Some transitions change a name only.
  if (period.offset !== table.periods.at(-1)?.offset) table.periods.push(period);
  table.until = next;
}

const zoned = (instant: number, zone: TimeZone): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

const periodAt = (instant: number, zone: TimeZone): OffsetPeriod => ({
  from: instant,
  offset: Math.round(zoned(instant, zone).offsetNanoseconds / 1_000_000),
});

/** The index of the last period that began by then. */
function indexAt(periods: readonly OffsetPeriod[], instant: number): number {
  let low = 0;
  let high = periods.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((periods[middle]?.from ?? Infinity) <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function toLocal(instant: EpochMs, zone: TimeZone): number {
  const periods = tableOf(zone, instant);
  return instant + (periods[indexAt(periods, instant)]?.offset ?? 0);
}

export const localDayOf = (instant: EpochMs, zone: TimeZone): number =>
  Math.floor(toLocal(instant, zone) / dayMs);

/**
 * The first instant at which the zone's clocks show this local time or a later one: a time that comes twice is its
 * first occurrence, and one that is skipped the first instant after the gap.
 */
export function fromLocal(local: number, zone: TimeZone): EpochMs {
  const periods = tableOf(zone, local + farthestOffset);
  for (let index = indexAt(periods, local - farthestOffset); ; index += 1) {
    const { from, offset } = periods[index] ?? { from: -Infinity, offset: 0 };
    const instant = index === 0 ? local - offset : Math.max(from, local - offset);
    if (instant < (periods[index + 1]?.from ?? Infinity)) return epochMs(instant);
  }
}

/** `to` is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When the zone's clocks show a time of this span: an hour that comes twice is part of it twice, and one that is skipped
 * not at all.
 */
export function whenClocksShow({ from, to }: Span, zone: TimeZone): readonly Span[] {
  const periods = tableOf(zone, to + farthestOffset);
  const found: Span[] = [];
  for (let index = indexAt(periods, from - farthestOffset); index < periods.length; index += 1) {
    const { from: begins, offset } = periods[index] ?? { from: Infinity, offset: 0 };
    if (begins > to + farthestOffset) break;
    const begin = Math.max(index === 0 ? -Infinity : begins, from - offset);
    const end = Math.min(periods[index + 1]?.from ?? Infinity, to - offset);
    if (begin >= end) continue;
    const last = found.at(-1);
    if (last?.to === begin) found[found.length - 1] = { from: last.from, to: end };
    else found.push({ from: begin, to: end });
  }
  return found;
}

export interface Transition {
  readonly at: EpochMs;
  /** How far the clocks go forward; negative when an hour is repeated. */
  readonly forward: number;
}

/** After `from`, up to `to`. */
export function transitionsBetween(from: EpochMs, to: EpochMs, zone: TimeZone): readonly Transition[] {
  const periods = tableOf(zone, to);
  const found: Transition[] = [];
  for (let index = indexAt(periods, from) + 1; index < periods.length; index += 1) {
    const before = periods[index - 1];
    const period = periods[index];
    if (before === undefined || period === undefined || period.from > to) break;
    found.push({ at: epochMs(period.from), forward: period.offset - before.offset });
  }
  return found;
}
