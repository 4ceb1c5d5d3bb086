/** People who send commands through a process, and send them again when they get no answer. */
import type { CommandAction } from '../../src/core/job/audit.ts';
import { plus, minutes } from '../../src/core/time/time.ts';
import { closePeriod, reopenPeriod } from '../../src/operations/commands/close-period.ts';
import { planBackfill } from '../../src/operations/commands/plan-backfill.ts';
import {
  cancelBackfill,
  pauseBackfill,
  resumeBackfill,
} from '../../src/operations/commands/steer-backfill.ts';
import { cancel } from '../../src/operations/commands/cancel.ts';
import type { Caller, CommandResult } from '../../src/operations/commands/execute-command.ts';
import { forceExecute } from '../../src/operations/commands/force-execute.ts';
import { forceUnlock } from '../../src/operations/commands/force-unlock.ts';
import { muteChannel } from '../../src/operations/commands/mute-channel.ts';
import { setInterval } from '../../src/operations/commands/set-interval.ts';
import { setSchedule } from '../../src/operations/commands/set-schedule.ts';
import { start } from '../../src/operations/commands/start.ts';
import { stop } from '../../src/operations/commands/stop.ts';
import { tellPending } from '../../src/operations/commands/tell-pending.ts';
import { testChannels } from '../../src/operations/commands/test-channels.ts';
import type { AppInstance } from './app-instance.ts';
import type { Command } from './actions.ts';
import type { Kernel } from './kernel.ts';
import type { Truth } from './truth.ts';

const actor = { id: 'user:aad::siti', name: 'siti' };

/** A test names who has asked for it, and so tells from which command it comes. */
export const askedFor = (by: string): string | undefined => /\(for (key [^)]+)\)/.exec(by)?.[1];

const callerOf = (action: CommandAction, key: string): Caller => ({
  action,
  actor,
  from: '203.0.113.7',
  idempotencyKey: key,
  request: key,
  render: () => '{"status":200,"message":"done"}',
});

/** So long somebody waits for an answer before sending the command through another process, in milliseconds. */
const patience = 90_000;

/** With the same key through another process, as when the first one has died or gone silent meanwhile. */
export function commandUntilAnswered(
  first: AppInstance,
  others: () => readonly AppInstance[],
  given: Command,
  truth: Truth,
  key: string,
  kernel: Kernel,
): void {
  let answered = false;
  const through = (instance: AppInstance): void =>
    void command(instance, given, truth, key).then((done) => (answered ||= done));
  through(first);
  kernel.after(patience, undefined, () => {
    const next = others().find(({ alive }) => alive);
    if (!answered && next !== undefined) through(next);
  });
}

/** Twice with the same key, as somebody does whose browser showed an error. */
export async function command(
  instance: AppInstance,
  given: Command,
  truth: Truth,
  key: string,
): Promise<boolean> {
  const basedOn = given.name === 'set_schedule' ? revisionFor(given.basedOn, truth) : undefined;
  const first = await send(instance, given, truth, { key, basedOn });
  if (first !== undefined) return true;
  await instance.clock.sleep(5_000);
  return (await send(instance, given, truth, { key, basedOn })) !== undefined;
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

/** The dates that a request names. */
export const datesIn = (reason: string): { readonly awal: string; readonly akhir: string } | undefined => {
  const [, awal, akhir] = /, for (\S+) to (\S+)$/.exec(reason) ?? [];
  return awal === undefined || akhir === undefined ? undefined : { awal, akhir };
};

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
  truth.asked.set(sending.key, (truth.asked.get(sending.key) ?? 0) + 1);
  const result = await instance.attempt(given.name, () => carryOut(instance, given, truth, sending));
  const answer = result?.kind === 'refused' ? `refused (${result.why})` : (result?.kind ?? 'no answer');
  if (given.name === 'tell_pending' && result?.kind === 'done') truth.confirmed.add(sending.key);
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
    case 'force': {
      if (given.awal === undefined) return forceExecute(world, callerOf('force_execute', key), { reason });
      const { awal, akhir } = given;
      const named = `${reason}, for ${awal} to ${akhir}`;
      return forceExecute(world, callerOf('force_execute', key), { awal, akhir, reason: named });
    }
    case 'close_period': {
      const { through, confirm } = given;
      return closePeriod(world, callerOf(given.name, key), { through, confirm, reason });
    }
    case 'reopen_period': {
      const until = plus(world.clock.now(), minutes(given.minutes));
      return reopenPeriod(world, callerOf(given.name, key), { from: given.from, until, reason });
    }
    case 'plan_backfill': {
      const { awal, akhir, dates } = given;
      return planBackfill(world, callerOf(given.name, key), { awal, akhir, dates, reason });
    }
    case 'tell_pending': {
      const dates = given.dates.map((date) => ({ date, rows: 1 }));
      return tellPending(world, callerOf(given.name, key), { dates, reason });
    }
    case 'pause_backfill':
      return pauseBackfill(world, callerOf(given.name, key), { reason });
    case 'resume_backfill':
      return resumeBackfill(world, callerOf(given.name, key), { reason });
    case 'cancel_backfill':
      return cancelBackfill(world, callerOf(given.name, key), { reason });
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
    case 'mute': {
      const until = given.minutes === undefined ? null : plus(world.clock.now(), minutes(given.minutes));
      return muteChannel(world, callerOf('mute_channel', key), { channel: given.channel, until, reason });
    }
    case 'test': {
      const caller = callerOf('test_channels', key);
      const named = { ...actor, name: `siti (for ${key})` };
      return testChannels(world, { ...caller, actor: named }, { reason });
    }
    case 'set_schedule':
      return setSchedule(world, callerOf('set_schedule', key), {
        proposed: given.document,
        basedOn,
        reason,
      });
  }
}
