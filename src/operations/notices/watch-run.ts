/**
 * Beside a run, once a minute: finds what has become true by waiting, and sends. A tick that executes a run does nothing
 * else for hours. The run never waits for it.
 */
import type { Usual } from '../../core/notices/standing-states.ts';
import { unusualFrom, usualDuration, usualPeriod } from '../../core/run/usual-duration.ts';
import { minus, minutes } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { commitNews, takePosted } from '../commit.ts';
import { deliverBeside } from './after-tick.ts';
import { notLookedAfter } from './beside-run.ts';
import { limited } from './send-round.ts';

const every = minutes(1);
/** Three or four weeks of the usual interval. */
const mostRuns = 250;

export async function watchRun(world: World, log: Log, runId: string, ended: AbortSignal): Promise<void> {
  if (world.notifier.channels.length === 0) return;
  let usual: Usual | 'unknown' | undefined;
  for (;;) {
    await world.clock.sleep(every, ended);
    if (ended.aborted) return;
    try {
      usual ??= await usualOf(world, runId);
      const rows = await world.store.read();
      if (rows.kind === 'empty' || ended.aborted) continue;
      await commitNews(world, rows, usual === 'unknown' ? undefined : usual);
      await deliverBeside(world, log, takePosted(world) ? undefined : rows);
    } catch (error) {
      notLookedAfter(log, error);
    }
  }
}

async function usualOf({ store, clock }: World, runId: string): Promise<Usual | 'unknown'> {
  const now = clock.now();
  const runs = await store.listRunsOf({ from: minus(now, usualPeriod), to: now, limit: mostRuns });
  const usual = usualDuration(runs, now);
  return usual === undefined ? 'unknown' : { runId, ...unusualFrom(usual) };
}

/** Tells the dead-man's switch that a run begins. Best effort: the end of the run is what it waits for. */
export async function pingStart(world: World, log: Log, runId: string): Promise<void> {
  const { notifier } = world;
  if (!notifier.pings) return;
  const result = await limited(world, (signal) => notifier.ping({ kind: 'start', runId }, signal));
  if (result.kind !== 'delivered') {
    log.warn(`📪 Could not tell the ping URL that run ${runId} begins: ${result.problem}`, {
      runId,
      channel: 'ping',
      event: 'notice_failed',
      givenUp: true,
    });
  }
}
