/** English: the notices that something is over. */
import { channelSettings, type RecoveryWords, type Sentences } from './notice-words.ts';
import type { Say } from './say.ts';
import type { NoticeOf } from '../notice.ts';

const nothing = 'Nothing.';

function succeeded(trouble: string) {
  return ({ range, lasted }: NoticeOf<'recovered'>, { days, length }: Say): Sentences => ({
    title: 'a run has succeeded again',
    happened: `${range === undefined ? 'A run' : `The run for ${days(range)}`} has succeeded, ${length(lasted)} after ${trouble}.`,
    meaning:
      range === undefined
        ? 'The data of the days of this run is up to date.'
        : 'The data of these days is up to date. Earlier days were not recalculated by this run.',
    todo: 'If runs for earlier days failed before, choose Run now for those days. Otherwise nothing.',
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
    meaning: 'The scheduler recalculates the data again.',
    todo: nothing,
  }),
  unusually_long: ({ lasted }, { length }) => ({
    title: 'the long run has ended',
    happened: `The run that took unusually long ended ${length(lasted)} after it was noticed.`,
    meaning: 'The history shows whether it succeeded. If it did, the data of its days is up to date.',
    todo: 'Look at the result of the run.',
  }),
  end_open: ({ lasted }, { length }) => ({
    title: 'the end of the run is known',
    happened: `SQL Server answers again, ${length(lasted)} after the notice, and the procedure is no longer running.`,
    meaning: 'The history shows how the run ended. New runs begin again as planned.',
    todo: 'Look at the result of the run. If its days are needed before the next run, choose Run now.',
  }),
  paused_long: ({ lasted }, { length }) => ({
    title: 'the schedule is no longer paused',
    happened: `The schedule was resumed, ${length(lasted)} after the notice about the long pause.`,
    meaning:
      'The data is recalculated again as planned. The days of the pause are not made up for by themselves.',
    todo: 'If days of the pause are missing, choose Run now for them.',
  }),
  clock_went_back: ({ lasted }, { length }) => ({
    title: 'a run has succeeded since the clock went back',
    happened: `A run has succeeded with the clock as it is now, ${length(lasted)} after the clock went back.`,
    meaning: 'Times are recorded by the corrected clock from here on. Earlier ones stay as they are.',
    todo: nothing,
  }),
  channel_off: ({ channel, lasted }, { length }) => ({
    title: 'a channel works again',
    happened: `Notices are sent through ${channel === undefined ? 'the channel' : channelSettings[channel].label} again, ${length(lasted)} after that stopped.`,
    meaning: 'This says nothing about the data.',
    todo: 'The list of notices on the dashboard shows what was not sent meanwhile.',
  }),
};
