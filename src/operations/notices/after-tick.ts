/**
 * What a tick does about notices when its own work is done: finds what has become true by waiting, and sends. It waits
 * for the receivers only for a moment, because the next tick may have a run to start; they have longer than that. What
 * is thrown here is no failure of the tick.
 */
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { seconds } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { commitNews, takePosted } from '../commit.ts';
import { type HeldLog, holdBack } from '../held-log.ts';
import { deliver } from './deliver.ts';

/** Ticks come every 15 seconds. */
const moment = seconds(4);

interface Delivering {
  /** A delivery may go on after its tick, whose log is closed then. */
  readonly lines: HeldLog;
  work: Promise<void> | undefined;
}

/** Of each process its own. */
const delivering = new WeakMap<World, Delivering>();

/** `rows`: as this tick has read them, unless it has changed them since. */
export async function afterTick(world: World, log: Log, rows: ReadySnapshot | undefined): Promise<void> {
  if (rows !== undefined) await commitNews(world, rows);
  const posted = takePosted(world);
  if (rows !== undefined || posted) await deliverBeside(world, log, posted ? undefined : rows);
  else delivering.get(world)?.lines.sayTo(log);
}

/** Returns after a moment, whether the delivery has ended or not. Only one goes on at a time. */
export async function deliverBeside(world: World, log: Log, rows: ReadySnapshot | undefined): Promise<void> {
  const own = delivering.get(world) ?? { lines: holdBack(), work: undefined };
  delivering.set(world, own);
  if (own.work === undefined) await begin(world, own, rows);
  own.lines.sayTo(log);
}

async function begin(world: World, own: Delivering, rows: ReadySnapshot | undefined): Promise<void> {
  const ended = new AbortController();
  const work = deliverSafely(world, own.lines.held, rows).finally(() => {
    own.work = undefined;
    ended.abort();
  });
  own.work = work;
  await world.clock.sleep(moment, ended.signal);
}

async function deliverSafely(world: World, log: Log, rows: ReadySnapshot | undefined): Promise<void> {
  try {
    await deliver(world, log, rows);
  } catch (error) {
    log.warn(`Notices were not sent, and are tried again: ${String(error)}`);
  }
}
