/** English: the notices of a run that ended badly, or does not end. */
import { englishFailures } from './english-failures.ts';
import type { RunNoticeKind, WordsOfKinds } from './notice-words.ts';
import type { Say } from './say.ts';
import type { EpochMs } from '../../time/time.ts';

const inARow = (failures: number): string => (failures > 1 ? `, ${failures} in a row` : '');
const lastSuccess = (at: EpochMs | undefined, { moment }: Say): string =>
  at === undefined ? 'No run has succeeded yet.' : `The last successful run ended on ${moment(at)}.`;
const next = (at: EpochMs | undefined, { moment }: Say): string =>
  at === undefined ? 'No further run is planned.' : `The next run is planned for ${moment(at)}.`;
const notForPayroll = 'Do not use it for payroll until a run for these days has succeeded.';
const perhapsInPart = `The data of these days may be old, or only partly recalculated. ${notForPayroll}`;

export const englishRunNotices: WordsOfKinds<RunNoticeKind> = {
  run_failed: ({ range, attempts, failures, failure, lastSuccessAt, nextAt }, say) => {
    const { cause, todo } = englishFailures[failure.class];
    const number = failure.number === undefined ? '' : ` (error ${failure.number})`;
    const after = attempts > 1 ? ` after ${attempts} attempts` : '';
    const unchanged = `The data of these days was not recalculated. ${notForPayroll}`;
    return {
      title: `run failed${inARow(failures)}`,
      happened: `The run for ${say.days(range)} failed${after}: ${cause}${number}.`,
      meaning: `${failure.class === 'unreachable' ? unchanged : perhapsInPart} ${lastSuccess(lastSuccessAt, say)}`,
      todo: `${todo} ${next(nextAt, say)}`,
    };
  },
  run_timed_out: ({ range, limit, failures, lastSuccessAt, nextAt }, say) => ({
    title: `run stopped at its time limit${inARow(failures)}`,
    happened: `The run for ${say.days(range)} took longer than its limit of ${say.length(limit)} and was stopped.`,
    meaning: `${perhapsInPart} ${lastSuccess(lastSuccessAt, say)}`,
    todo: `Ask IT whether the database is slow or locked. If there is simply more to calculate than before, IT can raise RUN_TIMEOUT_MINUTES. ${next(nextAt, say)}`,
  }),
  run_lost: ({ range, failures, lastSuccessAt, nextAt }, say) => ({
    title: `result of a run unknown${inARow(failures)}`,
    happened: `The app stopped during the run for ${say.days(range)}. Nothing shows how far the procedure came.`,
    meaning: `The data of these days may be old, partly recalculated, or complete. ${notForPayroll} ${lastSuccess(lastSuccessAt, say)}`,
    todo: `If you need these days before the next run, choose Run now for them. If this happens again, ask IT why the app stops during runs. ${next(nextAt, say)}`,
  }),
  foreign_run: ({ range, nextAt }, say) => ({
    title: 'somebody else is running the procedure',
    happened: `The run for ${say.days(range)} was skipped because another session is already running the procedure: a person or another program has started it.`,
    meaning:
      'The scheduler did not recalculate the data of these days. Only whoever started the other session knows which days it recalculates.',
    todo: `Find out who runs the procedure. If nobody knows, ask IT which session holds the lock. ${next(nextAt, say)}`,
  }),
  unusually_long: ({ range, startedAt, usual }, say) => ({
    title: 'run takes unusually long',
    happened: `The run for ${say.days(range)} has been running since ${say.moment(startedAt)}. Runs usually take no longer than ${say.length(usual)}.`,
    meaning: 'The data of these days is not complete yet. The run goes on.',
    todo: 'Wait for its end before you use the data. If you cannot wait, ask IT whether the database is slow or locked. The run is stopped at its time limit.',
  }),
  end_open: ({ range, since }, say) => ({
    title: 'unclear whether a run has ended',
    happened: `The app lost the connection to the run for ${say.days(range)} on ${say.moment(since)}. SQL Server does not answer whether the procedure is still running.`,
    meaning:
      'The data of these days may be old, partly recalculated, or complete. No other run begins until the answer is known, so the data gets older.',
    todo: 'Ask IT whether SQL Server is running and whether the app can reach it. As soon as it answers, the scheduler continues by itself.',
  }),
};
