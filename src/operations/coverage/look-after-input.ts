/** After a tick without work: whether the database has late input. Loads nothing where there is none to ask. */
import type { Decision } from '../../core/job/decide.ts';
import type { Snapshot } from '../../core/job/snapshot.ts';
import type { Log, World } from '../../ports.ts';

export async function lookAfterInput(
  world: World,
  log: Log,
  decision: Decision['kind'],
  read: Snapshot | undefined,
): Promise<void> {
  if (world.input === undefined || decision !== 'wait' || read?.kind !== 'ready') return;
  try {
    const { askForInput } = await import('./ask-for-input.ts');
    await askForInput(world, world.input, log, read);
  } catch (error) {
    log.warn(`Late input was not looked after, and nothing else depends on it: ${String(error)}`);
  }
}
