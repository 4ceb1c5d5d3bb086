/**
 * Sends a test through each channel, and then records who asked for it and what each channel said. The same request under
 * the same key is answered from the record. If the process dies in between, tests were sent that nobody finds in the
 * audit; the history of notices names who asked for them.
 */
import { labelOf } from '../../core/identity.ts';
import { wrongChannels } from '../../core/notices/channel-states.ts';
import type { Tested } from '../../core/notices/channel.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface TestChannelsRequest {
  readonly reason?: string;
}

export function testChannels(
  world: World,
  caller: Caller,
  { reason }: TestChannelsRequest,
): Promise<CommandResult> {
  let sent: Promise<readonly Tested[]> | undefined;
  // The rows may have changed while the channels were asked: then only the record is tried again.
  const sendOnce = (): Promise<readonly Tested[]> =>
    (sent ??= import('../notices/send-test.ts').then(({ sendTest }) =>
      sendTest(world, labelOf(caller.actor.name, caller.actor.id)),
    ));
  return executeCommand(world, caller, reason, async () => {
    const { notifier, wrongSettings } = world;
    if (notifier.channels.length === 0 && wrongChannels(wrongSettings).length === 0)
      return { kind: 'refused', why: 'not_configured' };
    const tested = await sendOnce();
    return { kind: 'effect', outcome: { kind: 'channels_tested', tested }, before: null, after: tested };
  });
}
