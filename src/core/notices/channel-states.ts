/** Which channels get nothing: the receiver wants nothing any more, or the settings are wrong. */
import { ChannelName } from './channel.ts';
import { isOff } from './mute.ts';
import type { Context, JobNow, Standing } from './standing-states.ts';
import type { SettingsPart, WrongSettings } from '../settings/wrong-settings.ts';

/** The others are told. */
export function* channelsOff({ channels }: JobNow, { configured, wrong }: Context): Generator<Standing> {
  for (const setting of configured)
    if (isOff(channels, setting))
      yield { facts: { kind: 'channel_off', channel: setting.name }, failures: 1 };
  for (const channel of wrongChannels(wrong))
    yield { facts: { kind: 'channel_off', channel, cause: 'settings' }, failures: 1 };
}

export const wrongChannels = (wrong: readonly WrongSettings[] = []): readonly ChannelName[] =>
  wrong.map(({ part }) => part).filter(isChannel);

const isChannel = (part: SettingsPart): part is ChannelName => ChannelName.safeParse(part).success;

/** Whether it is to have settings: what is true of it may change once somebody corrects them. */
export const isWanted = (
  channel: ChannelName | undefined,
  { configured, wrong }: Pick<Context, 'configured' | 'wrong'>,
): boolean =>
  configured.some(({ name }) => name === channel) || wrongChannels(wrong).some((name) => name === channel);
