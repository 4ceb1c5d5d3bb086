/**
 * The control rows as they were at most a second ago. Anybody may call the health check: without this limit a stranger
 * could use up the capacity of the table's partition, which the tick needs. And a page that has just asked for the status
 * asks for the list of runs, which needs only the zone of them.
 */
import type { Snapshot } from '../../core/job/snapshot.ts';
import type { SchedulerStore, World } from '../../ports.ts';

const reuseFor = 1_000;

interface Asked {
  readonly at: number;
  readonly snapshot: Promise<Snapshot>;
}

const lastAsked = new WeakMap<SchedulerStore, Asked>();

/** In a round trip of its own. */
export function readNow(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  meanwhile?: () => void,
): Promise<Snapshot> {
  const asked = { at: clock.monotonic(), snapshot: store.read(meanwhile) };
  lastAsked.set(store, asked);
  return asked.snapshot;
}

/** Fails as the read did. The time is the process's own: no clock that is set can prolong the reuse. */
export function readLately(world: Pick<World, 'store' | 'clock'>): Promise<Snapshot> {
  const last = lastAsked.get(world.store);
  return last !== undefined && world.clock.monotonic() - last.at < reuseFor ? last.snapshot : readNow(world);
}

/** Whoever changes the rows shall see the change. */
export const forgetRead = (store: SchedulerStore): boolean => lastAsked.delete(store);
