/** What the scheduler is doing, in one round trip. */
import type { Snapshot } from '../../core/job/snapshot.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { readNow } from './read-lately.ts';

export interface StatusRead {
  readonly snapshot: Snapshot;
  readonly now: EpochMs;
}

export async function readStatus(world: World): Promise<StatusRead> {
  const snapshot = await readNow(world);
  return { snapshot, now: world.clock.now() };
}

const readBefore = new WeakMap<World, Snapshot>();
/** Milliseconds. A status that is older than this when it is given would miss what has become due meanwhile. */
const fresh = 1_000;

/**
 * The status as `show` shows it. While the table answers, the rows are shown as they were when they were last asked
 * for: mostly nothing has changed since, and then that is the answer, as of that moment.
 */
export async function showStatus<T>(world: World, show: (read: StatusRead) => T): Promise<T> {
  const { clock } = world;
  const before = readBefore.get(world);
  const asked = clock.monotonic();
  const showAsOfNow = (snapshot: Snapshot) => ({
    snapshot,
    shown: show({ snapshot, now: clock.now() }),
  });
  let expected: ReturnType<typeof showAsOfNow> | undefined;
  const prepare = (): void => {
    try {
      if (before !== undefined) expected = showAsOfNow(before);
    } catch {
      // Shown below in any case, and told there, unless the table answers with other rows.
    }
  };
  const snapshot = await readNow(world, prepare);
  readBefore.set(world, snapshot);
  if (expected !== undefined && areSame(expected.snapshot, snapshot) && clock.monotonic() - asked < fresh) {
    return expected.shown;
  }
  return showAsOfNow(snapshot).shown;
}

/** The store gives the same record for the same text. */
function areSame(one: Snapshot, other: Snapshot): boolean {
  if (one.kind === 'empty' || other.kind === 'empty') return one.kind === other.kind;
  return (
    one.config === other.config &&
    one.lease === other.lease &&
    one.state === other.state &&
    one.ticks === other.ticks &&
    one.channels === other.channels &&
    one.waiting === other.waiting
  );
}
