/** Says in the log what became of notices: of one that is repeated, the first failure and the last. */
import type { OutboxChange } from '../../core/notices/outbox.ts';
import type { Sent } from '../../core/notices/settle-round.ts';
import type { Log } from '../../ports.ts';

export function logResults(log: Log, sent: readonly Sent[], { history = [] }: OutboxChange): void {
  for (const { to, id, what, attempts, result } of sent) {
    const fields = { channel: to, notice: id, attempts: attempts + 1 };
    const name = to === 'ping' ? 'the ping URL' : to;
    if (result.kind === 'delivered') {
      log.info(`📨 Told ${name}: ${what}`, { ...fields, event: 'notice_delivered' });
      continue;
    }
    const { problem } = result;
    const givenUp = history.some(
      ({ notice, deliveries }) =>
        notice.id === id && deliveries.some(({ channel, kind }) => channel === to && kind === 'given_up'),
    );
    if (result.kind === 'gone') {
      log.error(
        `📪 ${name} wants nothing any more (${problem}): nothing is sent to it until its settings change or a test arrives`,
        { ...fields, event: 'channel_off' },
      );
    } else if (givenUp || result.kind === 'refused' || attempts === 0) {
      const next = result.kind === 'retry' && !givenUp ? 'it is tried again for a day' : 'given up';
      log.warn(`📪 Could not tell ${name} (${what}): ${problem}; ${next}`, {
        ...fields,
        event: 'notice_failed',
        givenUp: next === 'given up',
      });
    }
  }
}
