/** Schedule documents of the simulation: everything that one can hold, near the time that is simulated. */
import { Temporal } from 'temporal-polyfill';
import type { ProposedRule, ProposedSchedule } from '../../src/core/job/propose-schedule.ts';
import { CronExpression } from '../../src/core/schedule/cron/cron-expression.ts';
import type { AdaptiveRule } from '../../src/core/schedule/document/adaptive-rule.ts';
import { LocalTime } from '../../src/core/schedule/document/names.ts';
import type { Weekday } from '../../src/core/schedule/document/profile.ts';
import { epochMs, LocalDate, minutes, TimeZone } from '../../src/core/time/time.ts';
import type { Chance } from '../support/chance.ts';
import { beginning } from './host-clock.ts';

const minute = 60_000;

/** It is Monday evening in the last two, and Tuesday in the others. */
const zones = [
  'Asia/Jakarta',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'UTC',
  'America/St_Johns',
  'America/New_York',
] as const;

/** Each has a slot within nine hours, on the days that are simulated. */
const expressions = [
  '*/20 * * * *',
  '0,30 * * * *',
  '15 * * * *',
  '5 */2 * * *',
  '*/30 7-23 * * mon-fri',
  '45 * 23,24,25,26,27 * *',
  '10,50 */3 * * 1,2#4,3L,4',
  '7 * 24W,L * tue,wed,thu,fri',
] as const;

const longestBlockedMinutes = 180;
const mostBlocked = 3 + 2;

/** Two cron times can be so far apart, and as many times without slots may follow one another, one of them a Monday evening. */
export const longestQuiet = (2 * 9 + 5 + (mostBlocked * longestBlockedMinutes) / 60) * 60 * minute;

type Profile = ProposedSchedule['profiles'][number];

export function makeDocument(chance: Chance, horizon: number): ProposedSchedule {
  const timeZone = TimeZone.parse(chance.happens(0.5) ? 'Asia/Jakarta' : chance.pick(zones));
  const rule = makeRule(chance);
  const names = ['Malam', 'Hari libur', 'Akhir pekan'].slice(0, chance.pick([0, 1, 1, 2, 3] as const));
  const profiles = names.map((name) => makeProfile(chance.stream(name), { name, timeZone, horizon }));
  const resting = chance.happens(0.1);
  return {
    rule: resting ? { kind: 'paused' } : rule,
    timeZone,
    daysBack: chance.pick([0, 1, 1, 2, 6] as const),
    profiles: resting ? [...profiles, { name: 'Jam kerja', window: workingHours, rule }] : profiles,
    blackouts: Array.from({ length: chance.pick([0, 0, 1, 2] as const) }, (_, index) =>
      makeBlackout(chance.stream(`blackout ${index}`), horizon),
    ),
    calendars: [holidays],
    adaptive: !resting && rule.kind === 'interval' && chance.happens(0.4) ? makeAdaptive(chance) : undefined,
    catchUp: chance.happens(0.4),
    leastGap: minutes(chance.happens(0.3) ? chance.pick([1, 10, 45] as const) : 0),
  };
}

/** All but three hours of each day. */
const workingHours = { from: LocalTime.parse('05:00'), to: LocalTime.parse('02:00') };

const holidays = {
  name: 'Indonesia',
  days: [
    { date: LocalDate.parse('2026-11-24'), name: 'Hari ini', kind: 'hari libur nasional' },
    { date: LocalDate.parse('2026-11-25'), name: 'Besok', kind: 'cuti bersama' },
  ],
};

function makeRule(chance: Chance): ProposedRule {
  const hours = chance.pick([0.5, 1, 1.5, 3] as const);
  switch (chance.weighted({ finish: 3, start: 3, cron: 3 })) {
    case 'finish':
      return { kind: 'interval', hours, after: 'finish' };
    case 'start': {
      const anchor = epochMs(beginning + chance.whole(-600, 600) * minute);
      return { kind: 'interval', hours, after: 'start', ...(chance.happens(0.4) ? { anchor } : {}) };
    }
    case 'cron':
      return { kind: 'cron', expression: CronExpression.parse(chance.pick(expressions)) };
  }
}

interface Place {
  readonly name: string;
  readonly timeZone: TimeZone;
  readonly horizon: number;
}

/** Paused ones have a window, so that slots come again. */
function makeProfile(chance: Chance, { name, timeZone, horizon }: Place): Profile {
  const paused = chance.happens(0.4);
  const lasts = chance.spread(5, paused ? longestBlockedMinutes : 600);
  const begins = beginning + chance.spread(minute, horizon) - chance.whole(0, 60) * minute;
  const clockAt = (instant: number): LocalTime =>
    LocalTime.parse(
      Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(timeZone)
        .toPlainTime()
        .toString({ smallestUnit: 'minute' }),
    );
  const window = { from: clockAt(begins), to: clockAt(begins + lasts * minute) };
  const weekdays = chance.pick<readonly Weekday[]>([['tue'], ['mon', 'wed'], ['mon', 'tue', 'thu']]);
  const day = LocalDate.parse(chance.pick(['2026-11-23', '2026-11-24', '2026-11-25'] as const));
  const kinds = chance.happens(0.5) ? { kinds: ['cuti bersama'] } : {};
  return {
    name,
    ...(paused || chance.happens(0.6) ? { window } : {}),
    ...(chance.happens(0.3) ? { weekdays } : {}),
    ...(chance.happens(0.2) ? { dates: [{ from: day, to: day }] } : {}),
    ...(chance.happens(0.2) ? { calendar: { name: holidays.name, ...kinds } } : {}),
    rule: paused ? { kind: 'paused' } : makeRule(chance),
  };
}

function makeBlackout(chance: Chance, horizon: number): ProposedSchedule['blackouts'][number] {
  // Where it is Monday still, the rest of that day.
  const monday = LocalDate.parse('2026-11-23');
  if (chance.happens(0.2)) return { label: 'Tutup buku', time: { dates: { from: monday, to: monday } } };
  const from = epochMs(beginning + chance.spread(minute, horizon));
  const to = epochMs(from + chance.spread(1_000, longestBlockedMinutes * minute));
  return { label: 'Pemeliharaan', time: { instants: { from, to } } };
}

function makeAdaptive(chance: Chance): AdaptiveRule {
  const common = {
    runs: chance.pick([1, 2, 3] as const),
    least: 0.5,
    most: chance.pick([1, 3] as const),
    hysteresis: chance.pick([0, 0.2, 0.5] as const),
  };
  return chance.happens(0.6)
    ? { by: 'duration', factor: chance.pick([2, 6, 30] as const), ...common }
    : {
        by: 'rows',
        steps: [{ upTo: 15_000, hours: 2 }, { upTo: 30_000, hours: 1 }, { hours: 0.5 }],
        ...common,
      };
}
