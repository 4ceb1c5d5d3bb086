/** Who is told of what in a simulation, and what goes wrong with them: apart from the rest of the plan, which stays as it is. */
import type { ChannelSetting } from '../../src/core/notices/channel.ts';
import { ChannelName } from '../../src/core/notices/channel.ts';
import type { Chance } from '../support/chance.ts';
import type { NoticeCommand } from './actions.ts';
import type { Planned } from './plan.ts';

export interface Told {
  readonly channels: readonly ChannelSetting[];
  readonly pings: boolean;
}

const minute = 60_000;
export const longestMuteMinutes = 120;

/** In half of the simulations nobody is told. */
export function whoIsTold(chance: Chance): Told {
  if (chance.happens(0.5)) return { channels: [], pings: false };
  const channels = ChannelName.options
    .filter((name) => name === 'email' || chance.happens(0.4))
    .map((name): ChannelSetting => {
      // The simulation begins at seven.
      const from = chance.whole(7 * 60, 9 * 60);
      const quiet = chance.happens(0.3) ? { quietHours: { from, to: from + chance.whole(10, 60) } } : {};
      return {
        name,
        via: 'simulated',
        addressHash: name,
        leastSeverity: chance.weighted({ info: 2, warning: 3, critical: 1 }),
        language: chance.pick(['en', 'id'] as const),
        afterFailures: chance.pick([1, 1, 1, 2, 3] as const),
        afterSuccesses: chance.pick([1, 1, 1, 2] as const),
        ...quiet,
      };
    });
  return { channels, pings: chance.happens(0.5) };
}

/** `first`: the number of the first event. */
export function receiverPlan(
  chance: Chance,
  { channels }: Told,
  { horizon, instances, first }: { horizon: number; instances: number; first: number },
): readonly Planned[] {
  if (channels.length === 0) return [];
  const troubles = troublePlan(chance, channels, horizon, first);
  const options = { horizon, instances, first: first + troubles.length };
  return [...troubles, ...noticeCommands(chance, channels, options, troubles)];
}

function troublePlan(
  chance: Chance,
  channels: readonly ChannelSetting[],
  horizon: number,
  first: number,
): readonly Planned[] {
  return Array.from({ length: chance.whole(0, 8) }, (_, index) => {
    const own = chance.stream(`receiver ${index}`);
    const trouble = own.weighted({
      dead: 4,
      slow: 2,
      lost_replies: 3,
      busy: 2,
      broken: 2,
      refused: 1.5,
      gone: 0.7,
    });
    const everybody = trouble !== 'gone' && own.happens(0.3);
    return {
      number: first + index,
      at: own.whole(0, horizon),
      action: {
        kind: 'receiver_trouble',
        channel: everybody ? undefined : own.pick(['ping', ...channels.map(({ name }) => name)] as const),
        trouble,
        duration: own.spread(minute, 120 * minute),
      },
    };
  });
}

/** Operators mute channels and send tests, shortly after one another at times. */
function noticeCommands(
  chance: Chance,
  channels: readonly ChannelSetting[],
  { horizon, instances, first }: { horizon: number; instances: number; first: number },
  troubles: readonly Planned[],
): readonly Planned[] {
  const count = chance.stream('notice commands').whole(0, 6);
  return Array.from({ length: count }, (_, index) => {
    const own = chance.stream(`notice command ${index}`);
    const any = own.pick(['email', ...channels.slice(1).map(({ name }) => name)] as const);
    // A mute matters where something still waits, a test where the receiver had wanted nothing any more.
    const trouble = own.happens(0.6) ? troubles[own.whole(0, troubles.length - 1)] : undefined;
    const troubled = trouble?.action.kind === 'receiver_trouble' ? trouble.action.channel : undefined;
    const mute = {
      name: 'mute',
      channel: troubled === 'ping' || troubled === undefined ? any : troubled,
      minutes: own.happens(0.85) ? own.spread(1, longestMuteMinutes) : undefined,
    } as const;
    const command: NoticeCommand = own.happens(0.6) ? mute : { name: 'test' };
    const when = own.pick(['begun', 'over'] as const);
    const sequel = trouble && { of: trouble.number, when, delay: own.spread(1, 30 * minute) };
    return {
      number: first + index,
      at: sequel ?? own.whole(0, horizon),
      action: { kind: 'command', command, on: own.whole(0, instances - 1) },
    };
  });
}
