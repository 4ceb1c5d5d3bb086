/** One run with its attempts and messages; live progress while it is active. */
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import { toActiveRunView, toRunView } from '../../api/views/run-view.ts';
import { epochMsToIso } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

export async function readRun(world: World, id: string): Promise<RunDetailView | undefined> {
  const run = await world.store.findRun(id);
  if (run === undefined) return undefined;
  const snapshot = await world.store.read();
  const active = snapshot.kind === 'ready' ? snapshot.state.active : undefined;
  if (snapshot.kind === 'ready' && active?.id === id) {
    const { config, lease } = snapshot;
    const view = toActiveRunView(active, lease, config.timeZone, world.clock.now());
    return { ...view, messages: view.progress?.messages ?? [] };
  }
  const zone = snapshot.kind === 'ready' ? snapshot.config.timeZone : world.settings.timeZone;
  const messages = await world.store.findMessages(id);
  return {
    ...toRunView(run, zone),
    messages: messages.map(({ at, text }) => ({ at: epochMsToIso(at, zone), text })),
  };
}
