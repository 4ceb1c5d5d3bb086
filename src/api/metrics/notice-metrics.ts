/** The metrics of notices, by the channels that the settings have: what arrived, what waits, and what fails. */
import type { ChannelName, ChannelSetting } from '../../core/notices/channel.ts';
import { type ChannelState, isWaiting } from '../../core/notices/outbox.ts';
import type { Snapshot } from '../../core/job/snapshot.ts';
import type { MetricFamily } from './exposition.ts';
import { counterByBoth, gaugeBy } from './families.ts';

/** None without a channel. */
export function noticeMetrics(
  snapshot: Snapshot,
  configured: readonly Pick<ChannelSetting, 'name'>[],
): readonly MetricFamily[] {
  if (configured.length === 0) return [];
  const { channels: states = {}, waiting = [] } = snapshot.kind === 'ready' ? snapshot : {};
  const deliveries = waiting.flatMap(({ item }) => (item.kind === 'notice' ? item.deliveries : []));
  const waitingFor = (name: ChannelName): number =>
    deliveries.filter((each) => isWaiting(each) && each.channel === name).length;
  const byChannel = <T>(of: (state: ChannelState | undefined, name: ChannelName) => T) =>
    Object.fromEntries(configured.map(({ name }) => [name, of(states[name], name)]));
  return [
    ...counterByBoth(
      ['channel', 'result'],
      'notices',
      'Notices and tests by what became of them, since a version of the app runs that counts them.',
      byChannel((state) => ({ delivered: state?.delivered ?? 0, given_up: state?.givenUp ?? 0 })),
    ),
    ...gaugeBy(
      'channel',
      'notices_waiting',
      'Notices that wait to be sent, in quiet hours or for another try as well.',
      byChannel((_, name) => waitingFor(name)),
    ),
    ...gaugeBy(
      'channel',
      'channel_consecutive_failures',
      'Tries in a row that failed; 0 once something arrives.',
      byChannel((state) => state?.failures ?? 0),
    ),
  ];
}
