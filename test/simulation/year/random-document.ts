/** A schedule document as somebody may put it together: each part on its own, and mostly few of them at a time. */
import type { ProposedRule, ProposedSchedule } from '../../../src/core/job/propose-schedule.ts';
import { CronExpression } from '../../../src/core/schedule/cron/cron-expression.ts';
import type { AdaptiveRule } from '../../../src/core/schedule/document/adaptive-rule.ts';
import type { HolidayCalendar } from '../../../src/core/schedule/document/holiday-calendar.ts';
import { DateSpan, LocalTime } from '../../../src/core/schedule/document/names.ts';
import type { Weekday } from '../../../src/core/schedule/document/profile.ts';
import {
  addDays,
  type EpochMs,
  epochMsToLocalDate,
  type LocalDate,
  milliseconds,
  minutes,
  plus,
  TimeZone,
} from '../../../src/core/time/time.ts';
import type { Chance } from '../../support/chance.ts';

const jakarta = TimeZone.parse('Asia/Jakarta');
const otherZones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'] as const;
const expressions = [
  '0 7 * * *',
  '*/20 6-9 * * mon-fri',
  '30 22 L * *',
  '15 */3 * * *',
  '30 2 * * *',
  '0 8 15W * *',
] as const;
const windows = [
  ['22:00', '06:00'],
  ['08:00', '17:30'],
  ['00:00', '03:00'],
] as const;
const weekdays = [['sat', 'sun'], ['mon', 'tue', 'fri'], ['wed']] as const;

export function randomDocument(chance: Chance, now: EpochMs): ProposedSchedule {
  const rule = ruleOf(chance, now);
  const timeZone = chance.happens(0.7) ? jakarta : TimeZone.parse(chance.pick(otherZones));
  const today = epochMsToLocalDate(now, timeZone);
  const calendars = chance.happens(0.5) ? [calendarFrom(chance, today)] : [];
  const names = ['Night', 'Other', 'Third'].slice(0, chance.happens(0.3) ? 0 : chance.whole(1, 3));
  return {
    rule,
    timeZone,
    daysBack: chance.happens(0.7) ? 1 : chance.whole(0, 6),
    profiles: names.map((name) => profileOf(chance, { name, now, today, calendars })),
    blackouts: chance.happens(0.5) ? [blackoutOf(chance, now, today)] : [],
    calendars,
    adaptive: rule.kind === 'interval' && chance.happens(0.5) ? adaptiveOf(chance) : undefined,
    catchUp: chance.happens(0.8),
    leastGap: chance.happens(0.3) ? minutes(chance.whole(5, 90)) : milliseconds(0),
  };
}

/** A fixed rate with an anchor of its own, or with the one that it gets. */
function ruleOf(chance: Chance, now: EpochMs): ProposedRule {
  const hours = chance.pick([1, 2, 4.5, 12] as const);
  switch (chance.pick(['interval', 'interval', 'fixed', 'cron'] as const)) {
    case 'interval':
      return { kind: 'interval', hours, after: 'finish' };
    case 'fixed': {
      const anchor = plus(now, minutes(chance.whole(-600, 300)));
      return { kind: 'interval', hours, after: 'start', ...(chance.happens(0.5) ? { anchor } : {}) };
    }
    case 'cron':
      return { kind: 'cron', expression: CronExpression.parse(chance.pick(expressions)) };
  }
}

interface ProfileSketch {
  readonly name: string;
  readonly now: EpochMs;
  readonly today: LocalDate;
  readonly calendars: readonly HolidayCalendar[];
}

function profileOf(
  chance: Chance,
  { name, now, today, calendars }: ProfileSketch,
): ProposedSchedule['profiles'][number] {
  const [from, to] = chance.pick<readonly [string, string]>(windows);
  const [calendar] = calendars;
  return {
    name,
    ...(chance.happens(0.4) ? { weekdays: chance.pick<readonly Weekday[]>(weekdays) } : {}),
    ...(chance.happens(0.6) ? { window: { from: LocalTime.parse(from), to: LocalTime.parse(to) } } : {}),
    ...(chance.happens(0.15) ? { dates: [spanFrom(chance, today)] } : {}),
    ...(calendar !== undefined && chance.happens(0.5) ? { calendar: observed(chance, calendar.name) } : {}),
    rule: chance.happens(0.3) ? { kind: 'paused' } : ruleOf(chance, now),
  };
}

const national = 'hari libur nasional';
const joint = 'cuti bersama';

/** All its days, or those of one kind. */
const observed = (chance: Chance, name: string) =>
  chance.happens(0.3) ? { name } : { name, kinds: [chance.pick([national, joint])] };

const calendarFrom = (chance: Chance, today: LocalDate): HolidayCalendar => ({
  name: 'Indonesia',
  days: Array.from({ length: 8 }, (_, index) => ({
    date: addDays(today, index * 2 + chance.whole(0, 1)),
    name: `Libur ${index + 1}`,
    ...(chance.happens(0.1) ? {} : { kind: chance.pick([national, joint]) }),
  })),
});

function spanFrom(chance: Chance, today: LocalDate): DateSpan {
  const from = addDays(today, chance.whole(0, 3));
  return DateSpan.parse({ from, to: addDays(from, chance.whole(0, 2)) });
}

function blackoutOf(chance: Chance, now: EpochMs, today: LocalDate): ProposedSchedule['blackouts'][number] {
  const label = 'Tutup buku';
  if (chance.happens(0.4)) return { label, time: { dates: spanFrom(chance, today) } };
  const from = plus(now, minutes(chance.whole(0, 4_000)));
  return { label, time: { instants: { from, to: plus(from, minutes(chance.whole(10, 3_000))) } } };
}

function adaptiveOf(chance: Chance): AdaptiveRule {
  const common = { runs: chance.whole(1, 3), least: 1, most: 8, hysteresis: chance.pick([0, 0.2] as const) };
  return chance.happens(0.5)
    ? { by: 'duration', factor: chance.pick([2, 4] as const), ...common }
    : { by: 'rows', steps: [{ upTo: 1_000, hours: 6 }, { hours: 2 }], ...common };
}
