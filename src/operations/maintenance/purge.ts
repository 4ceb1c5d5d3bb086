/** Deletes history that is past its retention time, a bounded number of rows per invocation. */
import type { PurgeResult } from '../../core/job/history.ts';
import type { Log, World } from '../../ports.ts';

const rowsPerInvocation = 2_000;

export async function purge(world: World, log: Log): Promise<PurgeResult> {
  const result = await world.store.purge(world.clock.now(), rowsPerInvocation);
  if (result.purged > 0) {
    const rest = result.complete ? '' : '; the rest follows with the next purge';
    log.info(`🧹 Deleted ${result.purged} history rows past their retention time${rest}`);
  }
  return result;
}
