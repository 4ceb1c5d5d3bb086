/**
 * What a tick does about notices when its own work is done: finds what has become true by waiting, and sends. It waits
 * for the receivers only for a moment, because the next tick may have a run to start; they have longer than that. What
 * is thrown here is no failure of the tick.
 */
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { seconds } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { commitNews, takePosted } from '../commit.ts';
import { deliver } from './deliver.ts';

/** Ticks come every 15 seconds. */
const moment = seconds(4);

type Line = readonly [level: keyof Log, ...Parameters<Log['info']>];

interface Delivering {
  /** Those of a delivery that went on after its tick: the invocation's log was closed. */
  readonly lines: Line[];
  work: Promise<void> | undefined;
}

/** Of each process its own. */
const delivering = new WeakMap<World, Delivering>();

/** `rows`: as this tick has read them, unless it has changed them since. */
export async function afterTick(world: World, log: Log, rows: ReadySnapshot | undefined): Promise<void> {
  if (rows !== undefined) await commitNews(world, rows);
  const posted = takePosted(world);
  if (rows !== undefined || posted) await deliverBeside(world, log, posted ? undefined : rows);
  else sayHeldBack(world, log);
}

/** Returns after a moment, whether the delivery has ended or not. Only one goes on at a time. */
export async function deliverBeside(world: World, log: Log, rows: ReadySnapshot | undefined): Promise<void> {
  const own = delivering.get(world) ?? { lines: [], work: undefined };
  delivering.set(world, own);
  if (own.work === undefined) await begin(world, own, rows);
  sayHeldBack(world, log);
}

async function begin(world: World, own: Delivering, rows: ReadySnapshot | undefined): Promise<void> {
  const ended = new AbortController();
  const work = deliverSafely(world, heldBack(own.lines), rows).finally(() => {
    own.work = undefined;
    ended.abort();
  });
  own.work = work;
  await world.clock.sleep(moment, ended.signal);
}

function sayHeldBack(world: World, log: Log): void {
  const lines = delivering.get(world)?.lines.splice(0) ?? [];
  for (const [level, text, fields] of lines) log[level](text, fields);
}

async function deliverSafely(world: World, log: Log, rows: ReadySnapshot | undefined): Promise<void> {
  try {
    await deliver(world, log, rows);
  } catch (error) {
    log.warn(`Notices were not sent, and are tried again: ${String(error)}`);
  }
}

function heldBack(lines: Line[]): Log {
  const hold =
    (level: keyof Log) =>
    (...line: Parameters<Log['info']>): void =>
      void lines.push([level, ...line]);
  return { debug: hold('debug'), info: hold('info'), warn: hold('warn'), error: hold('error') };
}
