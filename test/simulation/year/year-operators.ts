/** What people do in a simulated year: pause, resume, request runs, and change the schedule in all its parts. */
import type { CommandAction } from '../../../src/core/job/audit.ts';
import { changeSchedule, JobConfig } from '../../../src/core/job/job-config.ts';
import { CronExpression } from '../../../src/core/schedule/cron/cron-expression.ts';
import type { Schedule } from '../../../src/core/schedule/schedule.ts';
import { minutes, plus, TimeZone } from '../../../src/core/time/time.ts';
import { cancel } from '../../../src/operations/commands/cancel.ts';
import { type Caller, executeCommand } from '../../../src/operations/commands/execute-command.ts';
import { forceExecute } from '../../../src/operations/commands/force-execute.ts';
import { setInterval } from '../../../src/operations/commands/set-interval.ts';
import { start } from '../../../src/operations/commands/start.ts';
import { stop } from '../../../src/operations/commands/stop.ts';
import { settings, type Year } from './year.ts';

const weekend: readonly string[] = ['sat', 'sun'];
const actor = { id: 'user:aad::siti', name: 'siti' };
const callerOf = (action: CommandAction): Caller => ({
  action,
  actor,
  from: '203.0.113.7',
  request: action,
  render: () => '{}',
});

export async function act(year: Year): Promise<void> {
  const { chance, asking: world } = year;
  const active = year.truth.rows?.state.active;
  const paused = year.truth.rows?.config.pause;
  if (paused !== undefined && paused.until === undefined) {
    await start(world, callerOf('start'), { reason: 'over' });
    return;
  }
  switch (chance.pick(['stop', 'stop_for', 'interval', 'force', 'cancel', 'document', 'document'] as const)) {
    case 'stop':
      await stop(world, callerOf('stop'), { reason: 'closing', cancel: chance.happens(0.3) });
      return;
    case 'stop_for': {
      const until = plus(year.clock.now, minutes(chance.whole(5, 3_000)));
      await stop(world, callerOf('stop'), { reason: 'server work', until });
      return;
    }
    case 'interval': {
      const after = chance.pick(['start', 'finish'] as const);
      await setInterval(world, callerOf('set_interval'), {
        hours: chance.pick([0.5, 1, 2.5, 3, 6] as const),
        after,
      });
      return;
    }
    case 'force':
      await forceExecute(world, callerOf('force_execute'), { reason: 'asked' });
      return;
    case 'cancel':
      if (active !== undefined)
        await cancel(world, callerOf('cancel'), { runId: active.id, reason: 'wrong' });
      return;
    case 'document':
      await setDocument(year);
  }
}

/** As PUT /scheduler/schedule audits it: those fields that changed, null where one was absent. */
const setDocument = (year: Year) =>
  executeCommand(year.asking, callerOf('set_interval'), 'document', ({ config }, now) => {
    const { profiles: _, blackouts: __, leastGap: ___, catchUp: ____, ...rest } = config;
    const changed = JobConfig.parse({
      ...changeSchedule(rest, ruleOf(year), actor, now, settings),
      ...documentOf(year),
    });
    const before: Record<string, unknown> = {};
    const after: Record<string, unknown> = {};
    const names = ['schedule', 'timeZone', 'profiles', 'blackouts', 'catchUp', 'leastGap'] as const;
    for (const name of names) {
      if (JSON.stringify(config[name]) === JSON.stringify(changed[name])) continue;
      before[name] = config[name] ?? null;
      after[name] = changed[name] ?? null;
    }
    const outcome = { kind: 'interval_set', before: config.schedule, after: changed.schedule } as const;
    return { kind: 'effect', outcome, change: { config: changed }, before, after };
  });

function ruleOf({ chance, clock }: Year): Schedule {
  const hours = chance.pick([1, 2, 4.5, 12] as const);
  switch (chance.pick(['interval', 'fixed', 'cron'] as const)) {
    case 'interval':
      return { kind: 'interval', hours, after: 'finish', anchor: clock.now };
    case 'fixed':
      return {
        kind: 'interval',
        hours,
        after: 'start',
        anchor: plus(clock.now, minutes(chance.whole(0, 300))),
      };
    case 'cron': {
      const expression = chance.pick([
        '0 7 * * *',
        '*/20 6-9 * * mon-fri',
        '30 22 L * *',
        '15 */3 * * *',
      ] as const);
      return { kind: 'cron', expression: CronExpression.parse(expression) };
    }
  }
}

function documentOf(year: Year): Partial<Record<keyof JobConfig, unknown>> {
  const { chance, clock } = year;
  const profile = (name: string): unknown => ({
    name,
    ...(chance.happens(0.5) ? { weekdays: chance.pick([weekend, ['mon', 'tue', 'fri'], ['wed']]) } : {}),
    ...(chance.happens(0.6)
      ? {
          window: chance.pick([
            { from: '22:00', to: '06:00' },
            { from: '08:00', to: '17:30' },
          ] as const),
        }
      : {}),
    rule: chance.happens(0.4) ? { kind: 'paused' } : ruleOf(year),
  });
  const from = plus(clock.now, minutes(chance.whole(0, 4_000)));
  const blackout = {
    time: { instants: { from, to: plus(from, minutes(chance.whole(10, 3_000))) } },
    label: 'Closing',
    by: 'siti',
    at: clock.now,
  };
  return {
    timeZone: chance.happens(0.2) ? TimeZone.parse('Europe/Berlin') : TimeZone.parse('Asia/Jakarta'),
    format: 2,
    ...(chance.happens(0.6)
      ? { profiles: [profile('Night'), profile('Other')].slice(0, chance.whole(1, 2)) }
      : {}),
    ...(chance.happens(0.5) ? { blackouts: [blackout] } : {}),
    ...(chance.happens(0.2) ? { catchUp: false } : {}),
    ...(chance.happens(0.3) ? { leastGap: minutes(chance.whole(5, 90)) } : {}),
  };
}
