/** Rules, blockers and instants of the schedule in words, in both languages. */
import type { JobConfig } from '../../core/job/job-config.ts';
import type { AdaptiveRule } from '../../core/schedule/document/adaptive-rule.ts';
import { minuteOf } from '../../core/schedule/document/names.ts';
import { type Profile, weekdayNumber } from '../../core/schedule/document/profile.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';
import type { Blocker } from '../../core/schedule/slot.ts';
import { type EpochMs, epochMsToWallClock, LocalDate, type TimeZone } from '../../core/time/time.ts';
import type { InBothLanguages } from '../schemas/both-languages.ts';
import type { DocumentWordsView } from '../schemas/warned-schemas.ts';
import { cronWords, weekdayWords } from './cron-words.ts';
import { english, type ScheduleWords } from './english-schedule.ts';
import { indonesian } from './indonesian-schedule.ts';

export const inBoth = (say: (words: ScheduleWords) => string): InBothLanguages => ({
  en: say(english),
  id: say(indonesian),
});

export const toDocumentWords = ({ schedule, profiles = [], adaptive }: JobConfig): DocumentWordsView => ({
  rule: inBoth((words) => ruleWords(schedule, words)),
  profiles: profiles.map((profile) => ({
    name: profile.name,
    when: inBoth((words) => whenWords(profile, words)),
    // Its conditions say on which days.
    rule: inBoth((words) => ruleWords(profile.rule, words, '')),
  })),
  adaptive: adaptive === undefined ? null : inBoth((words) => adaptiveWords(adaptive, words)),
});

export function ruleWords(rule: Schedule, words: ScheduleWords, everyDay = words.everyDay): string {
  switch (rule.kind) {
    case 'interval':
      return `${words.every(rule.hours * 60)}, ${words[rule.after]}`;
    case 'cron':
      return cronWords(rule.expression, words, everyDay);
    case 'paused':
      return words.paused;
  }
}

function whenWords({ weekdays, window, dates, calendar }: Profile, words: ScheduleWords): string {
  const conditions = [
    ...(weekdays === undefined ? [] : [weekdayWords(weekdays.map(weekdayNumber), words)]),
    ...(window === undefined ? [] : [windowWords(window, words)]),
    ...(dates === undefined
      ? []
      : [words.and(dates.map(({ from, to }) => words.dates(dateWords(from, words), dateWords(to, words))))]),
    ...(calendar === undefined ? [] : [words.holidays(calendar.name, calendar.kinds)]),
  ];
  return conditions.length === 0 ? words.always : conditions.join(', ');
}

function windowWords({ from, to }: NonNullable<Profile['window']>, words: ScheduleWords): string {
  const [begins, ends] = [minuteOf(from), minuteOf(to)];
  const span = words.between(begins, ends);
  return ends <= begins ? `${span} ${words.nextDay}` : span;
}

function adaptiveWords(adaptive: AdaptiveRule, words: ScheduleWords): string {
  const { runs, least, most, hysteresis } = adaptive;
  return [
    measureWords(adaptive, runs, words),
    words.bounds(words.length(least * 60), words.length(most * 60)),
    ...(hysteresis === 0 ? [] : [words.hysteresis(Math.round(hysteresis * 1_000) / 10)]),
  ].join('; ');
}

function measureWords(adaptive: AdaptiveRule, runs: number, words: ScheduleWords): string {
  switch (adaptive.by) {
    case 'duration':
      return words.adaptiveByDuration(adaptive.factor, runs);
    case 'rows':
    case 'pending': {
      const steps = adaptive.steps.map(({ upTo, hours }) => words.step(upTo, words.every(hours * 60)));
      return (adaptive.by === 'rows' ? words.adaptiveByRows : words.adaptiveByPending)(steps, runs);
    }
  }
}

export function blockerName(blocker: Blocker): string | undefined {
  switch (blocker.kind) {
    case 'blackout':
      return blocker.label;
    case 'paused_profile':
      return blocker.name;
    case 'paused_rule':
    case 'least_gap':
    case 'clock_change':
      return undefined;
  }
}

export const blockerWords = (blocker: Blocker, words: ScheduleWords): string =>
  words.blocker[blocker.kind](blockerName(blocker) ?? '');

/** "28 December 2026" */
export function dateWords(date: LocalDate, words: ScheduleWords): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${words.month(Number(month))} ${year}`;
}

/** On the zone's wall clock: "13:45", or "28 December 2026, 13:45" on another day than `now`. */
export function momentWords(instant: EpochMs, zone: TimeZone, now: EpochMs, words: ScheduleWords): string {
  const [time = '', date] = epochMsToWallClock(instant, zone, now).split(' ').toReversed();
  return words.moment(date === undefined ? undefined : dateWords(LocalDate.parse(date), words), time);
}
