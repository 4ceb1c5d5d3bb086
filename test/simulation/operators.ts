/** People who send commands through a process, and send them again when they get no answer. */
import type { CommandAction } from '../../src/core/job/audit.ts';
import { plus, minutes } from '../../src/core/time/time.ts';
import { cancel } from '../../src/operations/commands/cancel.ts';
import type { Caller, CommandResult } from '../../src/operations/commands/execute-command.ts';
import { forceExecute } from '../../src/operations/commands/force-execute.ts';
import { forceUnlock } from '../../src/operations/commands/force-unlock.ts';
import { setInterval } from '../../src/operations/commands/set-interval.ts';
import { setSchedule } from '../../src/operations/commands/set-schedule.ts';
import { start } from '../../src/operations/commands/start.ts';
import { stop } from '../../src/operations/commands/stop.ts';
import type { AppInstance } from './app-instance.ts';
import type { Command } from './actions.ts';
import type { Truth } from './truth.ts';

const actor = { id: 'user:aad::siti', name: 'siti' };

const callerOf = (action: CommandAction, key: string): Caller => ({
  action,
  actor,
  from: '203.0.113.7',
  idempotencyKey: key,
  request: key,
  render: () => '{"status":200,"message":"done"}',
});

/** Twice with the same key, as somebody does whose browser showed an error. */
export async function command(
  instance: AppInstance,
  given: Command,
  truth: Truth,
  key: string,
): Promise<void> {
  const basedOn = given.name === 'set_schedule' ? revisionFor(given.basedOn, truth) : undefined;
  const first = await send(instance, given, truth, { key, basedOn });
  if (first !== undefined) return;
  await instance.clock.sleep(5_000);
  await send(instance, given, truth, { key, basedOn });
}

interface Sending {
  readonly key: string;
  readonly basedOn: number | undefined;
}

function revisionFor(which: 'latest' | 'outdated' | 'none', { rows }: Truth): number | undefined {
  if (which === 'none') return undefined;
  const revision = rows?.config.revision ?? 0;
  return which === 'latest' ? revision : Math.max(0, revision - 1);
}

/** One of its own, so that the audit tells one command from another. */
const reasonOf = ({ key, basedOn }: Sending): string =>
  `simulated ${key}${basedOn === undefined ? '' : `, based on revision ${basedOn}`}`;

/** What an entry of the audit says of it. */
export const revisionIn = (reason: string): number | undefined => {
  const [, revision] = / based on revision (\d+)$/.exec(reason) ?? [];
  return revision === undefined ? undefined : Number(revision);
};

async function send(
  instance: AppInstance,
  given: Command,
  truth: Truth,
  sending: Sending,
): Promise<CommandResult | undefined> {
  const result = await instance.attempt(given.name, () => carryOut(instance, given, truth, sending));
  const answer = result?.kind === 'refused' ? `refused (${result.why})` : (result?.kind ?? 'no answer');
  instance.log.info(`siti: ${JSON.stringify(given)}: ${answer}`);
  return result;
}

function carryOut(
  { world }: AppInstance,
  given: Command,
  truth: Truth,
  sending: Sending,
): Promise<CommandResult> {
  const reason = reasonOf(sending);
  const { key, basedOn } = sending;
  const runId = truth.rows?.state.active?.id ?? '01JDEFAULT0000000000000000';
  switch (given.name) {
    case 'start':
      return start(world, callerOf('start', key), { reason });
    case 'force':
      return forceExecute(world, callerOf('force_execute', key), { reason });
    case 'cancel':
      return cancel(world, callerOf('cancel', key), { runId, reason });
    case 'force_unlock':
      return forceUnlock(world, callerOf('force_unlock', key), { reason });
    case 'stop': {
      const until =
        given.minutes === undefined ? {} : { until: plus(world.clock.now(), minutes(given.minutes)) };
      return stop(world, callerOf('stop', key), { reason, cancel: given.cancel, ...until });
    }
    case 'set_interval':
      return setInterval(world, callerOf('set_interval', key), {
        hours: given.hours,
        after: given.after,
        reason,
      });
    case 'set_schedule':
      return setSchedule(world, callerOf('set_schedule', key), {
        proposed: given.document,
        basedOn,
        reason,
      });
  }
}
