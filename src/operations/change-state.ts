/** Reads, decides and writes, and starts over when another process wrote in between. */
import { defaultRows, type ReadySnapshot } from '../core/job/snapshot.ts';
import type { EpochMs } from '../core/time/time.ts';
import type { Change } from '../core/job/change.ts';
import type { World } from '../ports.ts';
import { commit } from './commit.ts';

/** `change` is absent when nothing needs to be written. */
export interface Answer<T> {
  readonly result: T;
  readonly change?: Omit<Change, 'base' | 'waiting' | 'unsent'>;
}

/** Only a heartbeat every 20 s and a few operators compete: losing this often in a row is a defect. */
const tries = 20;

/** `answer` may be called several times, so it must have no side effects. `round` counts them, from 0. */
export async function changeState<T>(
  world: World,
  answer: (snapshot: ReadySnapshot, now: EpochMs, round: number) => Answer<T> | Promise<Answer<T>>,
): Promise<T> {
  for (let round = 0; round < tries; round += 1) {
    const snapshot = await readInitialised(world);
    const { change, result } = await answer(snapshot, world.clock.now(), round);
    if (change === undefined) return result;
    const committed = await commit(world, snapshot, change);
    if (committed.kind === 'committed') return result;
  }
  throw new Error(
    `gave up after ${tries} tries: the rows of ${world.settings.job} changed before each write`,
  );
}

/** The control rows. Writes the defaults if there are none yet, so that nobody has to start anything. */
export async function readInitialised(world: World): Promise<ReadySnapshot> {
  for (;;) {
    const snapshot = await world.store.read();
    if (snapshot.kind === 'ready') return snapshot;
    await initialise(world);
  }
}

/** The loser of a race finds the winner's rows with the next read. */
export async function initialise(world: World): Promise<void> {
  await world.store.initialise(defaultRows(world.settings, world.clock.now()));
}

/** Undefined before the first tick, and when somebody deleted the rows: waiting would only hold up the ticks that start afresh. */
export async function readReady({ store }: World): Promise<ReadySnapshot | undefined> {
  const snapshot = await store.read();
  return snapshot.kind === 'ready' ? snapshot : undefined;
}
