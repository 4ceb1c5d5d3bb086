/** What a caller can change about the channels that notices are sent through: the end of the table of commands. */
import type { Command } from './commands.ts';

export const noticeCommands = {
  muteChannel: {
    path: 'scheduler/notices/mute',
    role: 'operator',
    action: 'mute_channel',
    symbol: '🔕',
    event: 'channel_muted',
    summary: 'Mute a channel until an instant, or end its mute',
    description:
      'A muted channel gets no notices; they are not sent later either. Runs and all other channels go on as before.',
    body: 'MuteChannelRequest',
    answers: { 200: 'ChannelMuteAnswer' },
    refusals: ['not_configured'],
  },
  testChannels: {
    path: 'scheduler/notices/test',
    role: 'operator',
    action: 'test_channels',
    symbol: '📨',
    event: 'channels_tested',
    summary: 'Send a marked test through each channel',
    description:
      'Each channel is tried once, at the same time, muted or not. The answer says what each of them said; it may take some seconds. A channel that was switched off is on again when the test arrives.',
    body: 'TestChannelsRequest',
    answers: { 200: 'ChannelTestAnswer' },
    refusals: ['not_configured'],
  },
} as const satisfies Readonly<Record<string, Command>>;
