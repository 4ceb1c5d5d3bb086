/** English: the editor of the schedule. */
import { plural } from './plural.ts';

/** Undefined where the words of the API say it best. */
const expected: (path: string) => string | undefined = () => undefined;

const places: Readonly<Record<string, string>> = {
  rule: 'Default rule',
  profiles: 'Profile',
  blackouts: 'Blackout',
  calendars: 'Calendar',
  adaptive: 'Adaptive interval',
  time_zone: 'Time zone',
  days_back: 'Days back',
  least_gap_minutes: 'Least gap',
  catch_up: 'Catch-up',
};

export const editor = {
  title: 'Edit the schedule',
  words: 'Nothing changes until you save.',
  save: 'Save',
  discard: 'Discard what I typed',
  remove: 'Remove',
  again: 'Try again',
  preview: 'Preview',
  previewReady: (slots: number) => `The preview shows ${plural(slots, 'coming slot', 'coming slots')}.`,
  savesLater: 'It can be saved once something has changed and its slots are shown.',
  unchanged: 'This is the schedule in effect: nothing to save.',
  noSlots: 'No run would be scheduled.',
  refused: (count: number) =>
    `This cannot be saved: ${plural(count, 'field needs', 'fields need')} a correction.`,
  expected,
  /** A path such as `profiles.0.window.to`. */
  place: (path: string) => {
    const [part = '', index] = path.split('.');
    const name = Object.hasOwn(places, part) ? (places[part] ?? '') : 'Schedule';
    return index !== undefined && /^\d+$/.test(index) ? `${name} ${Number(index) + 1}` : name;
  },
  newer: (by: string, moment: string) =>
    `${by} has changed the schedule since you opened it (${moment}). Saving would undo that, so it is not possible. Load the new version and make your change again.`,
  load: 'Load the new version',
  section: {
    rule: 'Default rule',
    profiles: (count: number) => `Profiles (${count})`,
    blackouts: (count: number) => `Blackouts (${count})`,
    calendars: (count: number) => `Holiday calendars (${count})`,
    adaptive: (on: boolean) => `Adaptive interval (${on ? 'on' : 'off'})`,
    more: 'Catch-up, least gap, time zone, dates',
  },
  rule: {
    legend: 'Runs start',
    interval: 'at an interval',
    cron: 'at times of the calendar (cron)',
    paused: 'not at all',
    anchor: 'One of the slots',
    anchorHint: (zone: string) =>
      `The others are counted from it. Local time in ${zone}. Leave empty to keep the slots where they are.`,
    expression: 'Cron expression',
    expressionHint: 'Minute, hour, day of month, month, day of week: 0 7 * * mon-fri. L is the last day.',
  },
  profile: {
    order: 'The first profile that fits a moment is in force; where none fits, the default rule is.',
    name: 'Name',
    newName: (number: number) => `Profile ${number}`,
    weekdays: 'On weekdays',
    weekdaysHint: 'None chosen: on every day.',
    window: 'Between',
    windowHint: 'Empty: all day. An end before the beginning is on the next day.',
    from: 'From',
    to: 'To',
    dates: 'On dates',
    firstDay: 'First day',
    lastDay: 'Last day',
    addDates: 'Add dates',
    calendar: 'On the days of a calendar',
    noCalendar: 'No calendar',
    kindsHint: 'None chosen: days of every kind.',
    up: 'Move up',
    down: 'Move down',
    add: 'Add a profile',
    remove: 'Remove',
    moved: (name: string, place: number, of: number) => `${name} is now profile ${place} of ${of}.`,
    removed: (name: string) => `${name} has been removed.`,
  },
  blackout: {
    meaning: 'Nothing starts during a blackout. What falls into one moves to its end.',
    label: 'Name',
    whole: 'Whole days',
    from: 'From',
    to: 'To',
    zone: (zone: string) => `Local time in ${zone}`,
    add: 'Add a blackout',
  },
  calendar: {
    meaning: 'A calendar does nothing by itself: a profile can apply on its days.',
    name: 'Name of the calendar',
    days: (count: number) => plural(count, 'day', 'days'),
    noDays: 'No days yet: import a file or a list.',
    kind: 'Kind of the imported days',
    kindHint: 'Where the file names none, such as hari libur nasional or cuti bersama.',
    file: 'Import a file (iCalendar, CSV or list)',
    list: 'Or type a list, one day a line',
    read: 'Import the list',
    wasRead: (days: number, leftOut: number) =>
      `${plural(days, 'day', 'days')} imported${leftOut === 0 ? '' : `, ${plural(leftOut, 'entry', 'entries')} left out`}.`,
    tooLarge: 'This is too large for a calendar of holidays. Export fewer years, or only the days.',
    add: 'Add a calendar',
  },
  adaptive: {
    legend: 'The interval of the default rule',
    off: 'stays as it is',
    duration: 'follows the duration of the last runs',
    rows: 'follows the rows that the last runs processed',
    pending: 'follows the new rows that arrived for the last runs',
    factor: 'Factor',
    runs: 'Successful runs to look at',
    least: 'At least (hours)',
    most: 'At most (hours)',
    hysteresis: 'Ignore changes of up to (%)',
    hint: {
      factor: 'The interval is so many times the median duration.',
      runs: undefined,
      least: undefined,
      most: undefined,
      hysteresis: undefined,
    },
    steps: 'Hours by rows',
    upTo: 'Up to so many rows',
    beyond: 'More rows',
    addStep: 'Add a step',
  },
  more: {
    catchUp: 'Catch up on missed slots',
    catchUpHint: 'After downtime, one run makes up for all slots that were missed.',
    leastGap: 'Least gap (minutes)',
    leastGapHint: 'From the end of a run to the next slot.',
    timeZone: 'Time zone',
    timeZoneHint: 'An IANA name such as Asia/Jakarta.',
    daysBack: 'Days back',
    daysBackHint: 'How many days before its own a scheduled run also processes.',
  },
};
