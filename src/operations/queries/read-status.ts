/** What the scheduler is doing, in one round trip. */
import type { World } from '../../ports.ts';

export async function readStatus({ store, clock }: World) {
  const snapshot = await store.read();
  return { snapshot, now: clock.now() };
}
