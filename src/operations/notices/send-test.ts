/** Sends a marked test through each channel at once, and says what each answered. */
import { ChannelName, type Tested } from '../../core/notices/channel.ts';
import { type Notice, severityOf } from '../../core/notices/notice.ts';
import type { Delivery } from '../../core/notices/outbox.ts';
import { statesAfter } from '../../core/notices/settle-round.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { WrongSettings } from '../../core/settings/wrong-settings.ts';
import type { World } from '../../ports.ts';
import { readInitialised } from '../change-state.ts';
import { sendNotice } from './send-round.ts';

/** `by`: for people. A channel that was switched off is on again when the test arrives. Nothing is repeated. */
export async function sendTest(world: World, by: string): Promise<readonly Tested[]> {
  const { clock, idGenerator, notifier, store, wrongSettings = [] } = world;
  const rows = await readInitialised(world);
  const at = clock.now();
  const notice: Notice = { kind: 'test', id: idGenerator.newId(at), at, severity: severityOf.test, by };
  const sent = await Promise.all(
    notifier.channels.map(async (setting): Promise<Tested> => ({
      channel: setting.name,
      result: await sendNotice(world, rows, setting, notice),
    })),
  );
  const tested = [...sent, ...wrongSettings.flatMap(refused)];
  if (tested.length === 0) return [];
  const now = clock.now();
  const deliveries = tested.map(({ channel, result }): Delivery =>
    result.kind === 'delivered'
      ? { channel, kind: 'delivered', at: now, attempts: 1, ...omitUndefined({ problem: result.problem }) }
      : { channel, kind: 'given_up', at: now, attempts: 1, problem: result.problem },
  );
  const channels = statesAfter(
    tested.map(({ channel, result }, index) => ({ to: channel, result, became: deliveries[index]?.kind })),
    { now, configured: notifier.channels },
  );
  await store.writeOutbox({ history: [{ notice, deliveries }], channels });
  return tested;
}

function refused({ part, problems }: WrongSettings): readonly Tested[] {
  const { data: channel } = ChannelName.safeParse(part);
  return channel === undefined
    ? []
    : [{ channel, result: { kind: 'refused', problem: problems.join('; ') } }];
}
