/** What people do in a simulated year: pause, resume, request runs, and change the schedule in all its parts. */
import type { CommandAction } from '../../../src/core/job/audit.ts';
import { minutes, plus } from '../../../src/core/time/time.ts';
import { cancel } from '../../../src/operations/commands/cancel.ts';
import type { Caller } from '../../../src/operations/commands/execute-command.ts';
import { forceExecute } from '../../../src/operations/commands/force-execute.ts';
import { setInterval } from '../../../src/operations/commands/set-interval.ts';
import { setSchedule } from '../../../src/operations/commands/set-schedule.ts';
import { start } from '../../../src/operations/commands/start.ts';
import { stop } from '../../../src/operations/commands/stop.ts';
import { randomDocument } from './random-document.ts';
import type { Year } from './year.ts';

const callerOf = (action: CommandAction, name: string): Caller => ({
  action,
  actor: { id: `user:aad::${name}`, name },
  from: '203.0.113.7',
  request: action,
  render: () => '{}',
});

export async function act({ asking: world, chance, clock, record }: Year): Promise<void> {
  const rows = record.truth.rows;
  const caller = (action: CommandAction): Caller => callerOf(action, chance.pick(['siti', 'budi']));
  const paused = rows?.config.pause;
  if (paused !== undefined && paused.until === undefined) {
    await start(world, caller('start'), { reason: 'over' });
    return;
  }
  const what = ['stop', 'stop_for', 'interval', 'force', 'cancel', 'document', 'document'] as const;
  switch (chance.pick(what)) {
    case 'stop':
      await stop(world, caller('stop'), { reason: 'closing', cancel: chance.happens(0.3) });
      return;
    case 'stop_for': {
      const until = plus(clock.now, minutes(chance.whole(5, 3_000)));
      await stop(world, caller('stop'), { reason: 'server work', until });
      return;
    }
    case 'interval': {
      const after = chance.pick(['start', 'finish'] as const);
      await setInterval(world, caller('set_interval'), {
        hours: chance.pick([0.5, 1, 2.5, 3, 6] as const),
        after,
      });
      return;
    }
    case 'force':
      await forceExecute(world, caller('force_execute'), { reason: 'asked' });
      return;
    case 'cancel':
      if (rows?.state.active !== undefined)
        await cancel(world, caller('cancel'), { runId: rows.state.active.id, reason: 'wrong' });
      return;
    case 'document': {
      const revision = rows?.config.revision ?? 0;
      // Now and then somebody has read the schedule before another changed it: nothing happens then.
      const basedOn = chance.pick([undefined, revision, revision, revision + 1]);
      await setSchedule(world, caller('set_schedule'), {
        proposed: randomDocument(chance, clock.now),
        basedOn,
      });
    }
  }
}
