/** How long runs usually take, for backfill: read from the history once an hour, and only while dates are missing. */
import { usualDuration } from '../../core/run/usual-duration.ts';
import { type DurationMs, type EpochMs, hours } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

/** Those of 30 days, at the shortest interval of 45 minutes. */
const most = 1_000;
const again = hours(1);

interface Read {
  readonly at: number;
  readonly usual: DurationMs | undefined;
}

/** Of each process its own. */
const lastRead = new WeakMap<World, Read>();

/** Undefined while no run has succeeded lately. */
export async function usualRun(world: World, now: EpochMs): Promise<DurationMs | undefined> {
  const { clock, store } = world;
  const last = lastRead.get(world);
  const at = clock.monotonic();
  if (last?.usual !== undefined && at - last.at < again) return last.usual;
  // The latest by their order: after a clock was ahead, ids tell nothing of when a run was made until they have passed.
  const { runs } = await store.listRuns({ limit: most });
  const usual = usualDuration(runs, now)?.median;
  lastRead.set(world, { at, usual });
  return usual;
}
