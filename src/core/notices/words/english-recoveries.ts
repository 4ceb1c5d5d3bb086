/** English: the notices that something is over. */
import { channelSettings, type RecoveryWords, type Sentences } from './notice-words.ts';
import type { Say } from './say.ts';
import type { NoticeOf } from '../notice.ts';

const nothing = 'There is nothing to do.';

function succeeded(trouble: string) {
  return ({ range, lasted }: NoticeOf<'recovered'>, { days, length }: Say): Sentences => ({
    title: 'a run has succeeded again',
    happened: `${range === undefined ? 'A run' : `The run for ${days(range)}`} has succeeded, ${length(lasted)} after ${trouble}.`,
    meaning:
      range === undefined
        ? 'The data of the days of this run is up to date.'
        : 'The data of these days is up to date. Earlier days were not recalculated by this run.',
    todo: 'If runs for earlier days failed before, choose Run now for those days. Otherwise there is nothing to do.',
  });
}

export const englishRecoveries: RecoveryWords = {
  run_failed: succeeded('the first failure'),
  run_timed_out: succeeded('a run was stopped at its time limit'),
  run_lost: succeeded('the result of a run was lost'),
  no_success: succeeded('the notice that no run had succeeded for too long'),
  foreign_run: ({ lasted }, { length }) => ({
    title: 'the procedure is free again',
    happened: `The other session no longer runs the procedure, ${length(lasted)} after it was noticed.`,
    meaning:
      'Scheduled runs begin again. The days that were skipped are recalculated only by a run that includes them.',
    todo: 'Look in the history whether a run for these days has succeeded since. If not, choose Run now for them.',
  }),
  unusually_long: ({ lasted }, { length }) => ({
    title: 'the long run has ended',
    happened: `The run that took unusually long ended ${length(lasted)} after it was noticed.`,
    meaning:
      'If it succeeded, the data of its days is up to date. If not, do not use that data for payroll yet.',
    todo: 'Look in the history whether the run succeeded.',
  }),
  end_open: ({ lasted }, { length }) => ({
    title: 'SQL Server answers again',
    happened: `SQL Server answers again, ${length(lasted)} after the notice, so it is known whether the procedure is still running.`,
    meaning:
      'If it is still running, the next run waits for its end. Otherwise runs begin again as planned. Do not use the data of the days of this run for payroll until a run for them has succeeded.',
    todo: 'Look at the run on the dashboard. If it did not succeed and its days are needed before the next run, choose Run now for them.',
  }),
  paused_long: ({ lasted, since, until }, { length, moment }) =>
    since === undefined
      ? {
          title: 'the schedule is no longer paused',
          happened: `The schedule was resumed, ${length(lasted)} after the notice about the long pause.`,
          meaning:
            'The data is recalculated again as planned. Days of the pause are recalculated only by a run that includes them.',
          todo: 'Look in the history whether a run for the days of the pause has succeeded. If not, choose Run now for them.',
        }
      : {
          title:
            until === undefined
              ? 'the schedule was paused again'
              : 'the pause of the schedule has an end now',
          happened: `Somebody paused the schedule again on ${moment(since)}${until === undefined ? ', without an end' : `. It resumes by itself on ${moment(until)}`}.`,
          meaning: 'Until the schedule resumes, no scheduled run begins, so the data gets older.',
          todo: 'If this was agreed, there is nothing to do. If the data is needed earlier, choose Resume on the dashboard.',
        },
  clock_went_back: ({ lasted, runId }, { length }) =>
    runId === undefined
      ? {
          title: 'the clock of the server is right again',
          happened: `The clock of the server was put forward again, ${length(lasted)} after it went back.`,
          meaning: 'Runs that began while the clock was wrong may have recalculated the wrong days.',
          todo: 'Look in the history whether runs since then have the right days. If not, choose Run now for those that are missing.',
        }
      : {
          title: 'a run has succeeded since the clock went back',
          happened: `A run has succeeded with the clock as it is now, ${length(lasted)} after the clock went back.`,
          meaning:
            'The data of the days of this run is up to date. Times that were recorded before stay as they are.',
          todo: nothing,
        },
  channel_off: ({ channel, lasted }, { length }) => ({
    title: 'a channel works again',
    happened: `Notices are sent through ${channel === undefined ? 'the channel' : channelSettings[channel].label} again, ${length(lasted)} after that stopped.`,
    meaning: 'The data is not affected.',
    todo: 'Look at the list of notices on the dashboard: it shows what was not sent meanwhile.',
  }),
  coverage_gap: ({ lasted }, { length }) => ({
    title: 'no day is missing any more',
    happened: `The missing days are computed, or their period was closed, ${length(lasted)} after they were noticed.`,
    meaning: 'The data is complete again, up to the days that the schedule has yet to compute.',
    todo: nothing,
  }),
  backfill_stopped: ({ lasted, range }, { days, length }) =>
    range === undefined
      ? {
          title: 'backfill has nothing left to compute',
          happened: `No day is missing any more, ${length(lasted)} after backfill stopped.`,
          meaning: 'The data is complete again, up to the days that the schedule has yet to compute.',
          todo: 'If backfill is still stopped, resume it on the dashboard under Days, so that it computes days that are missing later.',
        }
      : {
          title: 'backfill works again',
          happened: `The run of backfill for ${days(range)} has succeeded, ${length(lasted)} after backfill stopped.`,
          meaning: 'The data of these days is up to date. The other missing days follow.',
          todo: nothing,
        },
  late_in_closed_period: ({ lasted }, { length }) => ({
    title: 'late input no longer waits in a closed period',
    happened: `The period was reopened, or a later one was closed, ${length(lasted)} after the notice about late input.`,
    meaning: 'In a reopened period backfill computes these days again. Otherwise their data stays as it is.',
    todo: nothing,
  }),
  cut_off_in_danger: ({ lasted }, { length }) => ({
    title: 'the closing day is no longer in danger',
    happened: `The days are complete, will be in time, or the closing day is over, ${length(lasted)} after the notice.`,
    meaning: 'The calendar of days on the dashboard shows which days are complete.',
    todo: 'Before you close the period, look at its days on the dashboard.',
  }),
  late_input_unknown: ({ lasted }, { length }) => ({
    title: 'it is known again whether late input has arrived',
    happened: `The database answers again which days have new rows, or is no longer asked, ${length(lasted)} after the notice.`,
    meaning: 'Days for which rows arrived meanwhile are computed again by backfill.',
    todo: nothing,
  }),
};
