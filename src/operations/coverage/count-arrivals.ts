/**
 * Beside a run whose interval adapts to new input: how much of it has arrived since the success before. The run waits for
 * no answer; one that comes after its end is left out.
 */
import { countFrom } from '../../core/coverage/ask-input.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import type { BegunRun } from '../../core/run/run.ts';
import type { Arrived } from '../../core/schedule/adaptive.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';

/** Returns what tells how much is known by now. Loads nothing where no interval adapts to it. */
export function countArrivals(
  world: World,
  log: Log,
  rows: ReadySnapshot,
  { id, trigger }: BegunRun,
): () => Arrived {
  const { input, clock } = world;
  if (input === undefined) return () => 'unasked';
  const since = countFrom(rows, trigger, clock.now());
  let arrived: number | undefined;
  const ask = async (from: EpochMs): Promise<void> => {
    const { countSince } = await import('./ask-for-input.ts');
    arrived = await countSince(world, input, from);
  };
  if (since !== undefined)
    ask(since).catch((error: unknown) =>
      log.warn(
        `The new input of run ${id} was not counted, and nothing else depends on it: ${String(error)}`,
      ),
    );
  return () => arrived;
}
