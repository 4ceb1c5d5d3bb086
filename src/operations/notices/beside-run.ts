/** What goes on beside a run for those outside: the sign of life at its beginning, and a look at notices each minute. */
import type { Decision } from '../../core/job/decide.ts';
import type { Snapshot } from '../../core/job/snapshot.ts';
import type { BegunRun } from '../../core/run/run.ts';
import type { Log, World } from '../../ports.ts';

const isWanted = ({ notifier: { channels, pings } }: World): boolean => channels.length > 0 || pings;

/**
 * Returns what ends it. The ping at the beginning is sent once and as it may: late, it would arrive behind the end. The
 * ping of the end waits in the outbox, so that no crash loses it.
 */
export function besideRun(world: World, log: Log, { id, state, trigger }: BegunRun): () => void {
  const ended = new AbortController();
  const begin = async (): Promise<void> => {
    const { watchRun, pingStart } = await import('./watch-run.ts');
    await Promise.all([
      trigger !== 'backfill' && state.attempt.number === 1 ? pingStart(world, log, id) : undefined,
      watchRun(world, log, id, ended.signal),
    ]);
  };
  if (isWanted(world)) begin().catch((error: unknown) => notLookedAfter(log, error));
  return () => ended.abort();
}

/** Also when a module cannot be loaded, as while a deployment replaces the files. */
export const notLookedAfter = (log: Log, error: unknown): void =>
  log.warn(`Notices were not looked after, and nothing else depends on it: ${String(error)}`);

/** Loads nothing where nobody wants to hear anything, and nothing waits from before. */
export async function lookAfterNotices(
  world: World,
  log: Log,
  decision: Decision['kind'],
  read: Snapshot | undefined,
): Promise<void> {
  const rows = read?.kind === 'ready' ? read : undefined;
  if (!isWanted(world) && rows?.waiting === undefined) return;
  const isCurrent = decision === 'wait' || decision === 'reconcile';
  try {
    const { afterTick } = await import('./after-tick.ts');
    await afterTick(world, log, isCurrent ? rows : undefined);
  } catch (error) {
    notLookedAfter(log, error);
  }
}
