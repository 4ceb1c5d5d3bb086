/** English: the notices of dates that stay missing, and of late input. */
import { englishFailures } from './english-failures.ts';
import { type CoverageNoticeKind, whoIn, type WordsOfKinds } from './notice-words.ts';
import type { Say } from './say.ts';
import type { NoticeOf } from '../notice.ts';
import { countDates, type DateRanges } from '../../coverage/date-ranges.ts';

export const noPerson = { anonymous: 'an anonymous user', schedule: 'the scheduler' };
export const reasonOf = (reason: string | undefined): string =>
  reason === undefined || reason === '' ? '' : ` Reason given: “${reason}”.`;

const count = (days: number): string => `${days} day${days === 1 ? '' : 's'}`;

function list(dates: DateRanges, days: number, { stretches }: Say): string {
  const rest = days - countDates(dates);
  return rest === 0 ? stretches(dates) : `${stretches(dates)}; and ${rest} more`;
}

type Gap = NoticeOf<'coverage_gap'>;

function causeOf({ why, by = '', reason }: Gap): string {
  switch (why) {
    case 'ask':
      return 'Missing days are computed only on request (BACKFILL is ask), and nobody has requested these.';
    case 'paused':
      return `Backfill, which would compute them, has been paused by ${whoIn(noPerson, by).who}.${reasonOf(reason)}`;
    case 'slow':
      return 'Backfill, which computes missing days, has computed none for a day.';
  }
}

const remedies: Readonly<Record<Gap['why'], string>> = {
  ask: 'Open the dashboard and start a backfill for these days under Days.',
  paused: 'If the reason no longer holds, open the dashboard and resume backfill under Days.',
  slow: 'Open the dashboard: under Days it shows what backfill waits for. If you need these days earlier, choose Run now for them.',
};

function endOf({ outcome, failure }: NoticeOf<'backfill_stopped'>): string {
  switch (outcome) {
    case 'timed_out':
      return 'it took longer than its time limit';
    case 'lost':
      return 'the app stopped while the procedure was running';
    case 'failed': {
      const number = failure?.number === undefined ? '' : ` (error ${failure.number})`;
      return `${englishFailures[failure?.class ?? 'unclassified'].cause}${number}`;
    }
  }
}

const notForPayroll = 'Do not use it for payroll until they are computed.';

export const englishCoverageNotices: WordsOfKinds<CoverageNoticeKind> = {
  coverage_gap: (notice, say) => ({
    title: `${count(notice.days)} missing`,
    happened: `Missing for more than a day: ${list(notice.dates, notice.days, say)}. The schedule no longer computes ${notice.days === 1 ? 'this day' : 'these days'}. ${causeOf(notice)}`,
    meaning: `The data of the missing days is incomplete or out of date. ${notForPayroll}`,
    todo: remedies[notice.why],
  }),
  backfill_stopped: (notice, say) => ({
    title: `backfill stopped, ${count(notice.days)} still to compute`,
    happened: `${notice.failures} runs of backfill have failed in a row, so it has stopped. The last one, for ${say.days(notice.range)}, failed: ${endOf(notice)}. Still to compute: ${list(notice.dates, notice.days, say)}.`,
    meaning: `The data of these days is incomplete or out of date, and nothing computes it by itself any more. ${notForPayroll} Runs of the schedule go on.`,
    todo: 'Open the last run of backfill on the dashboard and remove the cause, with IT if necessary. Then resume backfill under Days.',
  }),
  late_in_closed_period: ({ days, dates, through, rows }, say) => ({
    title: `late input for ${count(days)} of a closed period`,
    happened: `${rows === undefined ? 'New rows have' : rows === 1 ? 'One new row has' : `${rows} new rows have`} arrived for days that are closed (through ${say.days({ awal: through, akhir: through })}): ${list(dates, days, say)}.`,
    meaning:
      'The data of these days stays as it was when the period was closed. The new rows are not in it, and nothing computes them.',
    todo: 'Decide whether they matter. If so, an administrator reopens the period for a while: then backfill computes these days. If not, there is nothing to do.',
  }),
  late_input_unknown: ({ since }, { moment }) => ({
    title: 'unknown whether late input has arrived',
    happened: `Since ${moment(since)} the database has not answered which days have new rows.`,
    meaning:
      'Runs go on as planned. But if rows arrive late for a day that is already computed, it is not computed again until the database answers.',
    todo: 'Tell IT: the log has the reason (late_input_unknown). The procedure of PENDING_PROCEDURE must exist, and the app must be permitted to execute it.',
  }),
  cut_off_in_danger: ({ days, dates, day, startBy }, say) => ({
    title: `${count(days)} may not be complete by the closing day`,
    happened: `The closing day is ${say.days({ awal: day, akhir: day })}, and not complete yet: ${list(dates, days, say)}. The last run that computes them must begin by ${say.moment(startBy)}.`,
    meaning: `If nothing changes, the data of these days will not be complete when the period is closed. ${notForPayroll}`,
    todo: 'Open the dashboard: under Days it shows what these days wait for. Resume backfill or the schedule if it is paused or stopped, or choose Run now for these days.',
  }),
};
