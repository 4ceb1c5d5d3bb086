/**
 * The slots of a plan by going through time minute by minute, and through the instants between at which something can
 * come, as the rules say it in words: an oracle for the arithmetic of the time line. Local times come from Temporal and
 * Intl alone.
 */
import { Temporal } from 'temporal-polyfill';
import { Cron } from 'croner';
import type { Profile } from '../../../../src/core/schedule/document/profile.ts';
import type { Plan } from '../../../../src/core/schedule/document/schedule-document.ts';
import type { IntervalSchedule } from '../../../../src/core/schedule/interval.ts';
import type { Schedule } from '../../../../src/core/schedule/schedule.ts';
import type { ScheduleHistory } from '../../../../src/core/schedule/slot.ts';

const minute = 60_000;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export interface Answer {
  readonly blocked: boolean;
  readonly rule: Schedule;
}

interface Day {
  readonly number: number;
  readonly iso: string;
  readonly weekday: string | undefined;
}

interface Wall {
  readonly day: Day;
  readonly minutes: number;
}

const dayLength = 24 * 60 * minute;
const halfHour = 30 * minute;

/** Temporal is slow: it is asked for each half hour, and for the minutes of one in which the clocks change. */
const offsets = new Map<string, number>();
function exactOffset(instant: number, zone: string): number {
  const key = `${zone} ${instant}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const offset = zoned.offsetNanoseconds / 1_000_000;
  offsets.set(key, offset);
  return offset;
}
function offsetAt(instant: number, zone: string): number {
  const begins = Math.floor(instant / halfHour) * halfHour;
  const offset = exactOffset(begins, zone);
  return offset === exactOffset(begins + halfHour, zone) ? offset : exactOffset(instant, zone);
}

const knownDays = new Map<number, Day>();
function dayNumbered(number: number): Day {
  const known = knownDays.get(number);
  if (known !== undefined) return known;
  const date = Temporal.PlainDate.from('1970-01-01').add({ days: number });
  const day = { number, iso: date.toString(), weekday: weekdays[date.dayOfWeek - 1] };
  knownDays.set(number, day);
  return day;
}

const toMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const isCounted = (rule: Schedule): boolean => rule.kind === 'interval' && rule.after === 'finish';
/** Of whole milliseconds: adapted hours are any fraction. */
const lengthOf = ({ hours }: { readonly hours: number }): number => Math.round(hours * 60 * minute);

export class MinuteByMinute {
  readonly #plan: Plan;
  readonly #cronInstants = new Map<Schedule, Set<number>>();
  /** For which time the cron instants are listed. */
  #listed = { from: Infinity, to: -Infinity };
  /** Where the clocks go forward over a cron time of a rule that is no longer in force then. */
  readonly #forced = new Set<number>();

  readonly #rules: readonly Schedule[];
  readonly #intervals: readonly IntervalSchedule[];
  /** Whether anything depends on what the clocks show. */
  readonly #byMinutes: boolean;

  /** Until then the default rule, if it is an interval, had other hours. */
  readonly #before: { readonly until: number; readonly hours: number } | undefined;

  constructor(plan: Plan, before?: { readonly until: number; readonly hours: number }) {
    this.#plan = plan;
    this.#before = before;
    const { schedule, profiles = [], blackouts = [] } = plan;
    this.#rules = [schedule, ...profiles.map(({ rule }) => rule)].filter(({ kind }) => kind !== 'paused');
    this.#intervals = this.#rules.flatMap((rule) => (rule.kind === 'interval' ? [rule] : []));
    this.#byMinutes =
      profiles.length > 0 ||
      blackouts.some(({ time }) => 'dates' in time) ||
      this.#rules.some(({ kind }) => kind === 'cron');
  }

  /** croner tells on which local dates and at which local times: in UTC, where none is skipped. */
  #list(expression: string, rule: Schedule, from: number, to: number): Set<number> {
    const cron = new Cron(expression, { timezone: 'UTC' });
    const instants = new Set<number>();
    let local: Date | null = new Date(from - 3 * 24 * 60 * minute);
    while ((local = cron.nextRun(local)) !== null && local.getTime() < to + 2 * 24 * 60 * minute) {
      const plain = Temporal.Instant.fromEpochMilliseconds(local.getTime())
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime();
      const zoned = plain.toZonedDateTime(this.#plan.timeZone, { disambiguation: 'earlier' });
      if (zoned.toPlainDateTime().equals(plain)) {
        instants.add(zoned.epochMilliseconds);
        continue;
      }
      const gapEnds = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.NaN;
      instants.add(gapEnds);
      const wall = {
        day: dayNumbered(Math.floor(local.getTime() / dayLength)),
        minutes: plain.hour * 60 + plain.minute,
      };
      const owner = this.#fitting(wall)[0]?.rule ?? this.#plan.schedule;
      if (owner === rule && this.at(gapEnds).rule !== rule) this.#forced.add(gapEnds);
    }
    return instants;
  }

  #wall(instant: number): Wall {
    const local = instant + offsetAt(instant, this.#plan.timeZone);
    const day = Math.floor(local / dayLength);
    return { day: dayNumbered(day), minutes: (local - day * dayLength) / minute };
  }

  #fitting({ day: today, minutes }: Wall): readonly Profile[] {
    const onDay = (profile: Profile, { iso, weekday }: Day): boolean => {
      const { weekdays: days, dates, calendar } = profile;
      const holidays = this.#plan.calendars
        ?.find(({ name }) => name === calendar?.name)
        ?.days.filter(
          ({ kind }) => calendar?.kinds === undefined || calendar.kinds.some((each) => each === kind),
        );
      return (
        (days === undefined || days.some((each) => each === weekday)) &&
        (dates === undefined || dates.some((span) => span.from <= iso && iso <= span.to)) &&
        (calendar === undefined || holidays?.some((each) => each.date === iso) === true)
      );
    };
    return (this.#plan.profiles ?? []).filter((profile) => {
      if (profile.window === undefined) return onDay(profile, today);
      const [from, to] = [toMinutes(profile.window.from), toMinutes(profile.window.to)];
      if (from < to) return onDay(profile, today) && from <= minutes && minutes < to;
      return (
        (onDay(profile, today) && from <= minutes) ||
        (onDay(profile, dayNumbered(today.number - 1)) && minutes < to)
      );
    });
  }

  at(instant: number, lastEnd?: number): Answer {
    const { schedule, blackouts = [], leastGap = 0 } = this.#plan;
    const wall = this.#wall(instant);
    const fitting = this.#fitting(wall);
    const { iso } = wall.day;
    const inForce = fitting[0]?.rule ?? schedule;
    const active =
      inForce.kind === 'paused' ? fitting.find(({ rule }) => rule.kind !== 'paused') : fitting[0];
    const blackedOut = blackouts.some(({ time }) =>
      'dates' in time
        ? time.dates.from <= iso && iso <= time.dates.to
        : time.instants.from <= instant && instant < time.instants.to,
    );
    const tooSoon = lastEnd !== undefined && lastEnd <= instant && instant < lastEnd + leastGap;
    return {
      blocked: blackedOut || inForce.kind === 'paused' || tooSoon,
      rule: active?.rule ?? schedule,
    };
  }

  #listCron(from: number, to: number): void {
    if (this.#listed.from <= from && to <= this.#listed.to) return;
    this.#listed = { from: Math.min(from, this.#listed.from), to: Math.max(to, this.#listed.to) + dayLength };
    for (const rule of this.#rules)
      if (rule.kind === 'cron')
        this.#cronInstants.set(rule, this.#list(rule.expression, rule, this.#listed.from, this.#listed.to));
  }

  /**
   * All slots up to `to`, if nothing runs: each interval then counts from the slot before. `duringRun`: those that come
   * while a run goes on, from whose end an interval is going to count.
   */
  slots({ notBefore, lastSlot, lastEnd }: ScheduleHistory, to: number, duringRun = false): readonly number[] {
    this.#listCron(notBefore, to);
    const found: number[] = [];
    let base: number | undefined = lastEnd;
    // Where nothing is caught up on, a slot that was left out counts like a run.
    if (this.#plan.catchUp === false && lastSlot !== undefined)
      base = Math.max(lastSlot, lastEnd ?? lastSlot);
    let fixedFrom = Math.max(notBefore, (lastSlot ?? -Infinity) + 1);
    let pending: 'counted' | 'fixed' | undefined;
    const edges = this.#edges(notBefore, lastEnd);
    let now = this.#begins(notBefore, base, fixedFrom);
    for (; now <= to; now = this.#after(now, [...edges, fixedFrom], base)) {
      const { blocked, rule } = this.at(now, lastEnd);
      const counted = isCounted(rule);
      if (this.#forced.has(now) && now >= fixedFrom) pending = 'fixed';
      const from = counted ? notBefore : fixedFrom;
      const comes = !(counted && duringRun) && this.#comes(rule, now, base, from);
      if (blocked) {
        if (comes) pending = pending === 'fixed' || !counted ? 'fixed' : 'counted';
        continue;
      }
      const moved = pending === 'fixed' || (pending === 'counted' && !counted);
      pending = undefined;
      if (!moved && !comes) continue;
      found.push(now);
      base = now;
      fixedFrom = now + 1;
    }
    return found;
  }

  /** Nothing can come before. */
  #begins(notBefore: number, base: number | undefined, fixedFrom: number): number {
    const counted = this.#intervals.filter(isCounted).map((rule) => (base ?? -Infinity) + lengthOf(rule));
    const fixed = this.#rules.every(isCounted) ? [] : [fixedFrom];
    return Math.max(notBefore, Math.min(...fixed, ...counted));
  }

  /** Where something changes between two minutes, whatever comes. */
  #edges(notBefore: number, lastEnd: number | undefined): readonly number[] {
    const { blackouts = [], leastGap } = this.#plan;
    const ends = blackouts.flatMap(({ time }) =>
      'instants' in time ? [time.instants.from, time.instants.to] : [],
    );
    const gap = lastEnd === undefined || leastGap === undefined ? [] : [lastEnd, lastEnd + leastGap];
    return [notBefore, ...ends, ...gap];
  }

  /** The next instant at which something may begin, end or come. */
  #after(now: number, edges: readonly number[], base: number | undefined): number {
    const grid = this.#intervals.map((rule) => {
      if (isCounted(rule)) return (base ?? -Infinity) + lengthOf(rule);
      return this.#onGrid(rule, lengthOf(rule), now);
    });
    const past = this.#intervals.flatMap((rule) =>
      this.#before === undefined || isCounted(rule) ? [] : [this.#onGrid(rule, lengthOf(this.#before), now)],
    );
    const nextMinute = this.#byMinutes ? [(Math.floor(now / minute) + 1) * minute] : [];
    return Math.min(...[...edges, ...grid, ...past, ...nextMinute].filter((each) => each > now));
  }

  #onGrid({ anchor }: IntervalSchedule, length: number, after: number): number {
    return anchor + (Math.floor((after - anchor) / length) + 1) * length;
  }

  #comes(rule: Schedule, now: number, base: number | undefined, from: number): boolean {
    if (now < from) return false;
    switch (rule.kind) {
      case 'interval': {
        const { schedule } = this.#plan;
        const isPast = rule === schedule && this.#before !== undefined && now <= this.#before.until;
        const interval = lengthOf(
          isPast && this.#before !== undefined && rule.after === 'start' ? this.#before : rule,
        );
        if (rule.after === 'finish') return base === undefined || now - base >= interval;
        return (now - rule.anchor) % interval === 0;
      }
      case 'cron':
        return this.#cronInstants.get(rule)?.has(now) === true;
      case 'paused':
        return false;
    }
  }
}
