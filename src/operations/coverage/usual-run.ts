/** How long runs usually take, for backfill: read from the history once an hour, and only while dates are missing. */
import { usualDuration, usualPeriod } from '../../core/run/usual-duration.ts';
import { type DurationMs, type EpochMs, hours, minus } from '../../core/time/time.ts';
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
  const runs = await store.listRunsOf({ from: minus(now, usualPeriod), to: now, limit: most });
  const usual = usualDuration(runs, now)?.median;
  lastRead.set(world, { at, usual });
  return usual;
}
