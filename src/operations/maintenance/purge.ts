/** Deletes history that is past its keeping time, bounded per invocation. */
import type { Log, PurgeResult, World } from '../../ports.ts';

const rowsPerInvocation = 2_000;

export async function purge(world: World, log: Log): Promise<PurgeResult> {
  const result = await world.store.purge(world.clock.now(), rowsPerInvocation);
  if (result.purged > 0) {
    const rest = result.complete ? '' : '; more is left for the next time';
    log.info(`🧹 Purged ${result.purged} history rows past their keeping time${rest}`);
  }
  return result;
}
