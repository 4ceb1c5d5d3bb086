/** What the scheduler is doing, in one round trip. */
import type { World } from '../../ports.ts';
import { readNow } from './read-lately.ts';

export async function readStatus(world: World) {
  const snapshot = await readNow(world);
  return { snapshot, now: world.clock.now() };
}
