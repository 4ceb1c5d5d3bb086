/** What the scheduler is doing and why, in one round trip. */
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { toStatusView } from '../../api/views/status-view.ts';
import type { World } from '../../ports.ts';

export async function readStatus(world: World): Promise<StatusView> {
  return toStatusView(await world.store.read(), world.clock.now(), world.settings);
}
