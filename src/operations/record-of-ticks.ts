/** Leaves the trace of a tick that answers need later: seldom, beside the tick's own work, and never in its way. */
import type { Snapshot } from '../core/job/snapshot.ts';
import { type HostStatus, noteTick, type TickNews } from '../core/job/tick-record.ts';
import { type EpochMs, milliseconds } from '../core/time/time.ts';
import type { Log, World } from '../ports.ts';

interface Remembered {
  /** By the clock that nobody sets, when a tick was last known to have reached the table. */
  readonly reachedAt: number;
  readonly failed: boolean;
}

/** Of each process its own. */
const remembered = new WeakMap<World, Remembered>();

export function recordOfTicks(world: World, log: Log, host: HostStatus | undefined) {
  const { clock, store } = world;
  let last: Snapshot | undefined;
  let written: Promise<void> | undefined;

  async function write(news: TickNews): Promise<void> {
    try {
      await store.noteTick(news);
    } catch (error) {
      log.warn(`The record of ticks was not written, and nothing else depends on it: ${String(error)}`);
    }
  }

  return {
    read(snapshot: Snapshot, now: EpochMs): void {
      const isFirst = last === undefined;
      last = snapshot;
      if (!isFirst || snapshot.kind === 'empty') return;
      const before = remembered.get(world);
      const own = before && {
        ago: milliseconds(clock.monotonic() - before.reachedAt),
        failed: before.failed,
      };
      const news = noteTick(snapshot, now, host, own);
      if (news !== undefined) written = write(news);
    },
    /** The rows as they were read last. */
    last: () => last,
    /** Whether the tick failed or not. */
    async ended(): Promise<void> {
      const before = remembered.get(world);
      // A tick that executed a run took hours, and its heartbeat reached the table meanwhile.
      if (last !== undefined) remembered.set(world, { reachedAt: clock.monotonic(), failed: false });
      else if (before !== undefined) remembered.set(world, { ...before, failed: true });
      await written;
    },
  };
}
