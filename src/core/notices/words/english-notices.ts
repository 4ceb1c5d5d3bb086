/** English: every notice. */
import { englishCoverageNotices, noPerson, reasonOf } from './english-coverage-notices.ts';
import { englishRecoveries } from './english-recoveries.ts';
import { englishRunNotices } from './english-run-notices.ts';
import { channelSettings, type NoticeWords, type Sentences, whoIn } from './notice-words.ts';
import type { ConfigChange } from '../notice.ts';
import type { SkipReason } from '../../run/run.ts';

const skips: Readonly<Record<SkipReason, string>> = {
  foreign_run: 'somebody else was running the procedure',
  still_running: 'the run before it had not finished',
  missed: 'the scheduler was not running then',
  period_closed: 'its dates are in a closed period',
};
const changed: Readonly<Record<ConfigChange, string>> = {
  paused: 'paused the schedule',
  resumed: 'resumed the schedule',
  interval: 'changed the interval',
  schedule: 'changed the schedule',
  mutes: 'changed which channels are muted',
};
const effects: Readonly<Record<ConfigChange, string>> = {
  paused: 'No scheduled run begins until the schedule is resumed, so the data gets older.',
  resumed: 'The data is recalculated again as planned.',
  interval: 'The data may be recalculated more often or less often than before.',
  schedule: 'The data may be recalculated at other times than before.',
  mutes: 'The data is not affected. A muted channel gets no notices.',
};
const wrongSettings = (channel: string): Sentences => ({
  title: `channel left off: ${channel}`,
  happened: `The settings of ${channel} are wrong, so nothing is sent there. Notices that already wait for it are kept for a day.`,
  meaning: 'The data is not affected. But nobody hears of a failed run through this channel.',
  todo: `Tell IT: the card Notices on the dashboard says which setting of ${channel} is wrong, and what it should be.`,
});

export const englishNotices: NoticeWords = {
  labels: {
    happened: 'What happened',
    meaning: 'What it means for the data',
    todo: 'What to do',
    details: 'Open the details',
  },
  times: (zone) => `Times are in ${zone}.`,
  kinds: {
    ...englishRunNotices,
    ...englishCoverageNotices,
    no_success: ({ lastSuccessAt, limit, failures, skip }, { moment, length }) => ({
      title: 'no run has succeeded for too long',
      happened: [
        lastSuccessAt === undefined
          ? `No run has succeeded yet, although one should have succeeded within ${length(limit)}.`
          : `The last successful run ended on ${moment(lastSuccessAt)}. The next one should have succeeded within ${length(limit)}.`,
        ...(failures > 1 ? [`The last ${failures} runs failed.`] : []),
        ...(failures === 1 ? ['The last run failed.'] : []),
        ...(skip === undefined ? [] : [`The last run was skipped because ${skips[skip]}.`]),
      ].join(' '),
      meaning: 'The data is older than planned. Do not close a payroll period until a run has succeeded.',
      todo: 'Open the dashboard: it shows what prevents a successful run. If that does not help, tell IT now.',
    }),
    paused_long: ({ since, by, reason, until }, { moment }) => ({
      title: 'schedule still paused',
      happened: `${whoIn(noPerson, by).Who} paused the schedule on ${moment(since)}${until === undefined ? ', without an end' : ` until ${moment(until)}`}. It is still paused.${reasonOf(reason)}`,
      meaning:
        'No scheduled run begins, so the data gets older. Do not close a payroll period until a run has succeeded.',
      todo: 'If the reason no longer holds, choose Resume on the dashboard. Otherwise choose Pause again and give a time at which the schedule resumes.',
    }),
    clock_went_back: ({ wentBackBy }, { length }) => ({
      title: 'the clock of the server went back',
      happened: `The clock of the server went back by ${length(wentBackBy)}.`,
      meaning:
        'The schedule continues. While the clock is wrong, runs may recalculate the wrong days, and recorded times may be wrong by as much.',
      todo: 'Ask IT to check the clock of the server. If the schedule is paused until some time, check that time.',
    }),
    config_changed: ({ changes, by, reason }) => {
      const { who, Who, isPerson } = whoIn(noPerson, by);
      const done = changes.map((each) => changed[each]).join(' and ');
      return {
        title: `${who} ${done}`,
        happened: `${Who} ${done}.${reasonOf(reason)}`,
        meaning: changes.map((each) => effects[each]).join(' '),
        todo: isPerson
          ? `If this was agreed, there is nothing to do. Otherwise ask ${by}: the audit trail on the dashboard shows the values before and after.`
          : 'If this was agreed, there is nothing to do. Otherwise look at the audit trail on the dashboard: it shows the values before and after.',
      };
    },
    channel_off: ({ channel, cause }) =>
      cause === 'settings'
        ? wrongSettings(channelSettings[channel].label)
        : {
            title: `channel switched off: ${channelSettings[channel].label}`,
            happened: `The receiver of ${channelSettings[channel].label} answered that it no longer exists (410). Nothing is sent to it any more.`,
            meaning: 'The data is not affected. But nobody hears of a failed run through this channel.',
            todo: `Tell IT: ${channelSettings[channel].setting} needs a new address. If the old one works again, send a test on the dashboard: that switches the channel on again.`,
          },
    test: ({ by }) => ({
      title: 'test',
      happened: `${whoIn(noPerson, by).Who} sent this test on the dashboard. Nothing is wrong.`,
      meaning: 'The data is not affected.',
      todo: 'Nothing: this channel works.',
    }),
    recovered: (notice, say) => englishRecoveries[notice.over](notice, say),
  },
};
