/** English: which days are complete, in the headline. */
import { plural } from './plural.ts';

export const coverage = {
  complete: (day: string) => `Complete through ${day}`,
  /** `day`: the beginning of coverage. */
  noneComplete: (day: string) => `The first day, ${day}, is not complete yet`,
  asOf: (moment: string) => `today as of ${moment}`,
  todayNotYet: 'today is not computed yet',
  /** After dates, where there are more than are listed. */
  others: 'and others',
  missing: (days: number, dates: string) => `${plural(days, 'day is', 'days are')} missing: ${dates}.`,
  /** What becomes of the missing days. */
  next: {
    offered: 'Nothing computes them until somebody asks for it: choose the days in the calendar below.',
    waiting: 'They are computed automatically as soon as the schedule leaves room.',
    afterPause: 'They are computed automatically after the pause.',
    planFirst: 'They are computed automatically; days that somebody has asked for come first.',
    planOnly: 'Only those of them that somebody has asked for are computed.',
    retried: 'The last attempt failed; it is repeated automatically.',
    running: 'They are being computed now, the oldest first.',
    paused: (by: string) => `Backfill, which would compute them, has been paused by ${by}`,
    stopped: (failures: number) =>
      `Backfill, which would compute them, has stopped after ${plural(failures, 'failure', 'failures')} in a row: once the cause is removed, resume it under “Days”.`,
  },
  closingDay: {
    name: (day: string) => `Closing day ${day}`,
    complete: 'its period is complete.',
    /** `days`: that are not complete. `isPast`: the moment is over. */
    startBy: (days: number, moment: string, isPast: boolean) => {
      const must = `${isPast ? 'should have started' : 'must start'} by ${moment}.`;
      return days === 0
        ? `nothing of its period is missing; the last run ${must}`
        : `${plural(days, 'day', 'days')} of its period ${days === 1 ? 'is' : 'are'} not complete; computing ${days === 1 ? 'it' : 'them'} ${must}`;
    },
    inDanger: 'The period may not be complete in time.',
  },
  lastAttempt: 'The last attempt',
  late: (days: number, dates: string) =>
    `Late input for ${plural(days, 'day', 'days')} (${dates}): ${days === 1 ? 'it is' : 'they are'} computed again once nothing more arrives.`,
  lateClosed: (days: number, dates: string) =>
    `Late input for ${plural(days, 'day', 'days')} of the closed period (${dates}): it is not computed unless an administrator reopens the period.`,
  reopened: (dates: string, until: string) =>
    `Reopened: ${dates} may be computed until ${until}, although the period is closed.`,
};
