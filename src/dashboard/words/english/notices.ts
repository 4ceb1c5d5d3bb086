/** English: the channels that notices are sent through, and the notices. */
import type {
  ChannelTest,
  ChannelView,
  DeliveryView,
  WrongSettingsView,
} from '../../../api/schemas/notice-schemas.ts';

type SettingsPart = WrongSettingsView['part'];
const channels: Record<ChannelView['channel'], string> = {
  email: 'E-mail',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  webhook: 'Webhook',
};
const off = 'Left off: its settings are wrong. Nobody is told of a failure through it.';
const leftOff = { email: off, slack: off, teams: off, webhook: off };

export const notices = {
  title: 'Notices',
  none: 'No channel is in use: nobody is told when a run fails.',
  channel: channels,
  part: {
    ...channels,
    ping: 'Dead-man’s switch (PING_URL)',
    notices: 'Language of the notices (NOTICE_LANGUAGE)',
    metrics: 'Metrics (METRICS_TOKEN)',
    pending: 'Late input (PENDING_…)',
  } satisfies Record<SettingsPart, string>,
  wrongSettings: {
    ...leftOff,
    ping: 'Left off: the setting is wrong, so the service outside hears nothing and will raise an alarm.',
    notices: 'The setting is wrong: channels without a language of their own get English notices.',
    metrics: 'The setting is wrong: nobody can read the metrics.',
    pending: 'Left off: its settings are wrong, so the database is not asked for late input.',
  } satisfies Record<SettingsPart, string>,
  neverTried: 'Nothing has been sent yet.',
  last: {
    delivered: (time: string) => `The last notice was delivered: ${time}.`,
    failed: (time: string) => `The last try failed: ${time}.`,
  } satisfies Record<NonNullable<ChannelView['last']>['result'], (time: string) => string>,
  off: (time: string) =>
    `Switched off since ${time}: the receiver wants nothing any more. Correct its address in the settings, or send a test.`,
  mutedUntil: (time: string) => `Muted until ${time}, by`,
  mute: 'Mute …',
  changeMute: 'Change mute …',
  muteDialog: {
    title: (channel: string) => `Mute ${channel}`,
    words:
      'Until then, nothing is sent through this channel, and nothing is sent later. Runs go on as before.',
    endWords: 'From now on, notices are sent through this channel again.',
    choice: 'What to do',
    until: 'Mute until',
    untilHint: (zone: string) => `Local time in ${zone}.`,
    untilMeans: (moment: string, wait: string) => `Notices come again: ${moment}, in ${wait}.`,
    reasonHint: 'Required; recorded in the audit trail; up to 500 characters.',
    confirm: 'Mute',
    end: 'Unmute',
  },
  tested: {
    delivered: 'the test was delivered.',
    failed: 'the test failed; another try may succeed.',
    refused: 'the test was refused; the settings are wrong.',
    gone: 'the receiver wants nothing any more; the channel is switched off.',
  } satisfies Record<ChannelTest['tests'][number]['result'], string>,
  latest: 'Latest notices',
  details: 'Details',
  happened: 'What happened',
  meaning: 'What it means',
  todo: 'What to do',
  run: 'Run',
  fate: {
    waiting: 'waiting to be sent',
    delivered: 'delivered',
    given_up: 'given up',
    left_out: 'not sent',
  } satisfies Record<DeliveryView['result'], string>,
  leftOut: {
    muted: 'not sent (muted)',
    severity: 'not sent (not severe enough)',
    streak: 'not sent (too few failures in a row)',
    off: 'not sent (switched off)',
  } satisfies Record<NonNullable<DeliveryView['left_out']>, string>,
};
