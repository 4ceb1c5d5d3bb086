/** English: rules, profiles and slots of the schedule. */

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

export const list = (items: readonly string[], last: string): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`;

const plural = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, '0')).join(':');

/** 90 minutes are "1 hour 30 minutes". */
function length(minutes: number): string {
  const [whole, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  const parts = [
    ...(whole === 0 ? [] : [plural(whole, 'hour', 'hours')]),
    ...(rest === 0 && whole > 0 ? [] : [plural(rest, 'minute', 'minutes')]),
  ];
  return parts.join(' ');
}

const every = (minutes: number): string => `every ${length(minutes).replace(/^1 (hour|minute)$/, '$1')}`;

export const english = {
  length,
  every,
  finish: 'counted from the end of the previous run',
  start: 'at a fixed rate',
  paused: 'no runs',
  and: (items: readonly string[]): string => list(items, 'and'),
  or: (items: readonly string[]): string => list(items, 'or'),
  atTimes: (times: readonly number[]): string => `at ${list(times.map(clock), 'and')}`,
  between: (from: number, to: number): string => `from ${clock(from)} to ${clock(to)}`,
  moment: (date: string | undefined, time: string): string =>
    date === undefined ? time : `${date}, ${time}`,
  nextDay: 'of the next day',
  atMinutes: (minutes: readonly number[], hours: readonly string[]): string =>
    `${minutes.length === 1 ? 'at minute' : 'at the minutes'} ${list(minutes.map(String), 'and')} of the hours ${list(hours, 'and')}`,
  range: (from: string, to: string): string => `${from} to ${to}`,
  weekday: (number: number): string => weekdays[number] ?? '',
  month: (number: number): string => months[number - 1] ?? '',
  everyDay: 'every day',
  on: (what: string): string => `on ${what}`,
  inMonths: (what: string): string => `in ${what}`,
  monthDays: (days: readonly string[]): string => `day ${list(days, 'and')} of the month`,
  beforeLast: (days: number): string =>
    days === 0
      ? 'the last day of the month'
      : `${plural(days, 'day', 'days')} before the last day of the month`,
  nearWorkday: (day: number): string => `the workday nearest to day ${day} of the month`,
  lastWorkday: 'the last workday of the month',
  nth: (number: number, weekday: number): string =>
    `the ${ordinals[number - 1] ?? ''} ${weekdays[weekday] ?? ''} of the month`,
  lastWeekday: (weekday: number): string => `the last ${weekdays[weekday] ?? ''} of the month`,
  always: 'always',
  dates: (from: string, to: string): string => (from === to ? from : `from ${from} to ${to}`),
  holidays: (calendar: string, kinds: readonly string[] | undefined): string =>
    `on the days of the calendar ${calendar}${kinds === undefined ? '' : ` of the kind ${list(kinds, 'or')}`}`,
  adaptiveByDuration: (factor: number, runs: number): string =>
    `${factor} times the usual duration of the last ${plural(runs, 'successful run', 'successful runs')}`,
  adaptiveByRows: (steps: readonly string[], runs: number): string =>
    `by the rows that the last ${plural(runs, 'successful run', 'successful runs')} processed: ${steps.join(', ')}`,
  adaptiveByPending: (steps: readonly string[], runs: number): string =>
    `by the new rows of input for the last ${plural(runs, 'successful run', 'successful runs')}: ${steps.join(', ')}`,
  step: (upTo: number | undefined, interval: string): string =>
    upTo === undefined ? `above that ${interval}` : `up to ${upTo} rows ${interval}`,
  bounds: (least: string, most: string): string => `at least ${least} and at most ${most}`,
  hysteresis: (percent: number): string => `a change of up to ${percent} % is left out`,
  adapted: (interval: string, from: string, measured: string): string =>
    `${interval}, adapted from ${from}: ${measured}`,
  measured: (runs: number, did: string): string =>
    `the last ${runs === 1 ? 'successful run' : `${runs} successful runs usually`} ${did}`,
  underAMinute: 'less than a minute',
  took: (time: string): string => `took ${time}`,
  processed: (rows: number): string => `processed ${plural(rows, 'row', 'rows')}`,
  found: (rows: number): string => `had ${plural(rows, 'new row', 'new rows')} of input`,
  noLongerAdapted: (time: string, by: string | undefined): string =>
    `the interval of ${time} is forgotten: the default rule, or how its interval adapts, has changed since${by === 'pending' ? ', or PENDING_PROCEDURE is no longer set' : ''}`,
  cause: {
    start_delay: 'after the start delay, which follows the first deployment, a resumption or a change',
    interval_after_finish: 'by the interval, counted from the end of the previous run',
    fixed_rate: 'by the interval, at a fixed rate',
    cron: 'by the cron rule',
    first_permitted: 'the first instant at which the schedule permits a run',
    moved: 'moved to the first instant at which the schedule permits a run',
  },
  moved: (from: string, blocker: string): string => `moved from ${from} because of ${blocker}`,
  blocker: {
    blackout: (name: string): string => `the blackout "${name}"`,
    paused_profile: (name: string): string => `the profile "${name}", which permits no runs`,
    paused_rule: (): string => 'the default rule, which permits no runs',
    least_gap: (): string => 'the least gap between two runs',
    clock_change: (): string => 'the clock change, which skips that time',
  },
  profile: (name: string): string => `profile "${name}"`,
};

/** Both languages have the same. */
export type ScheduleWords = typeof english;
