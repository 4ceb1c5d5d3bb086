/** Who is told of what in a simulation, and what goes wrong with them: apart from the rest of the plan, which stays as it is. */
import type { ChannelSetting } from '../../src/core/notices/channel.ts';
import { ChannelName } from '../../src/core/notices/channel.ts';
import type { Chance } from '../support/chance.ts';
import type { Planned } from './plan.ts';

export interface Told {
  readonly channels: readonly ChannelSetting[];
  readonly pings: boolean;
}

const minute = 60_000;

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
  horizon: number,
  first: number,
): readonly Planned[] {
  if (channels.length === 0) return [];
  return Array.from({ length: chance.whole(0, 8) }, (_, index) => {
    const own = chance.stream(`receiver ${index}`);
    const trouble = own.weighted({ dead: 4, slow: 2, lost_replies: 3, busy: 2, broken: 2, gone: 0.3 });
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
