/** What happens between the start of the storage and the start of the app: hold the schedule, or ask for a run. */
import { systemClock } from '../../src/adapters/system/clock.ts';
import { parseSettings } from '../../src/core/settings/scheduler-settings.ts';
import type { ChosenServer, Environment } from './choose-server.ts';
import { askServer, describeServer } from './describe-server.ts';
import { holdSchedule } from './hold-schedule.ts';

export interface PreparedServer {
  /** For the banner. */
  readonly description: string;
  /** Resolves with a line on whether it answers. */
  readonly ask: () => Promise<string>;
}

/** Undefined for the stand-in, which needs no words. */
export async function prepareServer(
  server: ChosenServer,
  environment: Environment,
  run: boolean,
): Promise<PreparedServer | undefined> {
  if (server.kind === 'stand-in' && !run) return undefined;
  const parsed = parseSettings(environment, undefined);
  if (parsed.kind === 'invalid')
    throw new Error(`the settings are invalid:\n- ${parsed.problems.join('\n- ')}`);
  const { settings } = parsed;
  const snapshot = await holdSchedule(environment, settings, run);
  if (server.kind === 'stand-in') return undefined;
  const { sql, source } = server;
  const own = { sql, source, settings, snapshot, run };
  return { description: describeServer(own, systemClock.now()), ask: () => askServer(own) };
}
