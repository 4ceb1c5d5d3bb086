/**
 * Before the app starts against somebody's own server: pauses the schedule, so that nothing executes there until
 * somebody asks for it, or asks for a run at once. Written straight into the storage, because a tick could be faster
 * than any request.
 */
import { hostname } from 'node:os';
import { noChannels } from '../../src/adapters/notify/notifier.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIdGenerator, systemRandom } from '../../src/adapters/system/id-generator.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { createTableStore } from '../../src/adapters/table-storage/table-store.ts';
import { parseTableSettings } from '../../src/adapters/table-storage/table-settings.ts';
import type { Actor } from '../../src/core/identity.ts';
import type { CommandAction } from '../../src/core/job/audit.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import type { ReadySnapshot } from '../../src/core/job/snapshot.ts';
import { type Settings } from '../../src/core/settings/scheduler-settings.ts';
import { readInitialised } from '../../src/operations/change-state.ts';
import type { Caller } from '../../src/operations/commands/execute-command.ts';
import { forceExecute } from '../../src/operations/commands/force-execute.ts';
import { start } from '../../src/operations/commands/start.ts';
import { stop } from '../../src/operations/commands/stop.ts';
import type { World } from '../../src/ports.ts';
import type { Environment } from './choose-server.ts';

const actor: Actor = { id: 'npm start', name: 'npm start' };
const why = 'started against your own SQL Server: run it now, or resume the schedule';

/** With `run`, asks for a run; otherwise pauses. Returns the rows as the app will find them. */
export async function holdSchedule(
  environment: Environment,
  settings: Settings,
  run: boolean,
): Promise<ReadySnapshot> {
  const world = await openWorld(environment, settings);
  const before = await readInitialised(world);
  if (run) {
    const { pause } = before.config;
    if ((pause?.byId ?? pause?.by) === actor.id) await start(world, callerFor('start'), { reason: '--run' });
    await forceExecute(world, callerFor('force_execute'), { reason: '--run' });
  } else if (!staysPaused(before.config)) {
    await stop(world, callerFor('stop'), { reason: why });
  }
  return readInitialised(world);
}

/** A pause that ends by itself would let the schedule execute before anybody asks for it. */
export const staysPaused = ({ pause }: Pick<JobConfig, 'pause'>): boolean =>
  pause !== undefined && pause.until === undefined;

const callerFor = (action: CommandAction): Caller => ({
  action,
  actor,
  from: '127.0.0.1',
  request: action,
  render: () => '',
});

async function openWorld(environment: Environment, settings: Settings): Promise<World> {
  const table = parseTableSettings(environment);
  if (table.kind === 'invalid') throw new Error(table.problems.join('; '));
  const outside = { idGenerator: systemIdGenerator, random: systemRandom, clock: systemClock };
  const store = await createTableStore({ settings: table.settings, job: settings.job, ...outside });
  return {
    ...outside,
    settings,
    sha256,
    store,
    instance: { name: `${hostname()}:${process.pid}`, version: 'development' },
    shutdown: new AbortController().signal,
    runner: { execute: unused, probe: unused },
    inspector: { inspect: unused },
    notifier: noChannels,
  };
}

function unused(): never {
  throw new Error('commands do not call SQL Server');
}
