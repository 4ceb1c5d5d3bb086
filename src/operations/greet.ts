/** Logs once per process that it is ready: the line that operators know, what is set in vain, and what comes next and why. */
import { decide } from '../core/job/decide.ts';
import { overruledSettings } from '../core/job/first-start.ts';
import { describeReason } from '../core/job/reason.ts';
import { initializedLine } from '../core/job/log-lines.ts';
import { consequenceOf } from '../core/settings/wrong-settings.ts';
import type { Log, World } from '../ports.ts';
import { readInitialised } from './change-state.ts';

export async function greet(world: World, log: Log): Promise<void> {
  const snapshot = await readInitialised(world);
  const now = world.clock.now();
  const { reason } = decide(snapshot, now, world.settings.startDelay);
  log.info(initializedLine, {
    event: 'initialized',
    instance: world.instance.name,
    version: world.instance.version,
  });
  for (const { setting, line } of overruledSettings(snapshot.config, world.settings)) {
    log.warn(`⚠️ ${line}`, { setting });
  }
  for (const { part, problems } of world.wrongSettings ?? []) {
    for (const problem of problems)
      log.warn(`⚠️ ${problem}. Until then ${consequenceOf[part]}; everything else goes on`, {
        event: 'settings_wrong',
        part,
      });
  }
  log.info(`📋 ${describeReason(reason, snapshot.config.timeZone, now)}`);
}
