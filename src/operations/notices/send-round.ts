/** Sends the notices of one round: to all channels at once, to each one after the other, none for longer than it may take. */
import type { ChannelSetting, SendResult } from '../../core/notices/channel.ts';
import { describeNotice } from '../../core/notices/describe-notice.ts';
import { waitingFor } from '../../core/notices/delivery-plan.ts';
import { type Notice, runIdOf } from '../../core/notices/notice.ts';
import type { Round } from '../../core/notices/plan-round.ts';
import type { Sent } from '../../core/notices/settle-round.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { seconds } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

/** A channel gives up by itself before; this holds for one that does not. */
const sendLimit = seconds(12);

/** A process that was suspended meanwhile sends no more: its claims may be another one's. */
export async function sendRound(
  world: World,
  rows: ReadySnapshot,
  { sends, ping }: Round,
  mayStillSend: () => boolean,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const note = (one: Sent): boolean => {
    // Whatever was aborted because the process ends is not known, and counts for nothing.
    if (one.result.kind !== 'retry' || !world.shutdown.aborted) sent.push(one);
    return one.result.kind !== 'retry' && one.result.kind !== 'gone';
  };
  const sendAll = async (setting: ChannelSetting): Promise<void> => {
    for (const { channel, item } of sends) {
      if (channel !== setting.name) continue;
      if (!mayStillSend() || world.shutdown.aborted) return;
      const { notice } = item;
      const attempts = waitingFor(item.deliveries, channel)?.attempts ?? 0;
      const result = await sendNotice(world, rows, setting, notice);
      const arrived = note({ to: channel, id: notice.id, what: notice.kind, attempts, result });
      if (!arrived) return;
    }
  };
  const sendPing = async (): Promise<void> => {
    if (ping === undefined || !mayStillSend()) return;
    const { end: kind, runId, id, attempts } = ping;
    const result = await limited(world, (signal) => world.notifier.ping({ kind, runId }, signal));
    note({ to: 'ping', id, what: `${kind} of run ${runId}`, attempts, result });
  };
  await Promise.all([...world.notifier.channels.map(sendAll), sendPing()]);
  return sent;
}

export function sendNotice(
  world: World,
  { config }: Pick<ReadySnapshot, 'config'>,
  { name: channel, language }: ChannelSetting,
  notice: Notice,
): Promise<SendResult> {
  const link = linkTo(world.dashboard, runIdOf(notice));
  const message = describeNotice(notice, language, { job: world.settings.job, zone: config.timeZone, link });
  return limited(world, (signal) => world.notifier.send({ channel, notice, message }, signal));
}

const linkTo = (dashboard: string | undefined, runId: string | undefined): string | undefined =>
  dashboard === undefined || runId === undefined ? dashboard : `${dashboard}#run=${runId}`;

/** A defect in a channel is a failure like others: it must not keep the other channels from their notices. */
export async function limited(
  { clock, shutdown }: World,
  send: (signal: AbortSignal) => Promise<SendResult>,
): Promise<SendResult> {
  const ended = new AbortController();
  const late = new AbortController();
  const signal = AbortSignal.any([late.signal, shutdown]);
  const giveUp = async (): Promise<SendResult> => {
    await clock.sleep(sendLimit, AbortSignal.any([ended.signal, shutdown]));
    late.abort();
    return { kind: 'retry', problem: `no answer within ${sendLimit / 1_000} seconds` };
  };
  const trySend = async (): Promise<SendResult> => {
    try {
      return await send(signal);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      return { kind: 'retry', problem: `the channel failed unexpectedly (${name})` };
    }
  };
  try {
    return await Promise.race([trySend(), giveUp()]);
  } finally {
    ended.abort();
  }
}
