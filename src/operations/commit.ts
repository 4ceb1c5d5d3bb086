/**
 * The only way in which the control rows change. It derives what people are to be told from the rows as they will be,
 * and writes it in the same transaction: no caller can forget it, and no crash can come in between.
 */
import type { Change } from '../core/job/change.ts';
import type { ReadySnapshot } from '../core/job/snapshot.ts';
import { type News, newsOfChange } from '../core/notices/news-of-change.ts';
import { idOf } from '../core/notices/outbox.ts';
import type { Usual } from '../core/notices/standing-states.ts';
import type { World } from '../ports.ts';
import { forgetRead } from './queries/read-lately.ts';

export type Committed =
  /** The rows as they are now, as far as this process has written them. */
  { readonly kind: 'committed'; readonly snapshot: ReadySnapshot } | { readonly kind: 'conflict' };

/** What a commit needs of its process. */
export type Committing = Pick<
  World,
  'store' | 'settings' | 'wrongSettings' | 'notifier' | 'clock' | 'idGenerator'
>;

/** Processes that have written something to send since they last looked. */
const posted = new WeakSet<Committing>();

/** Whether this process has written something to send since it was last asked. */
export const takePosted = (world: Committing): boolean => posted.delete(world);

/** `usual`: of the run that this process executes. */
export async function commit(
  world: Committing,
  snapshot: ReadySnapshot,
  change: Omit<Change, 'base' | 'waiting' | 'unsent'>,
  usual?: Usual,
): Promise<Committed> {
  const told = { ...change, ...newsOf(world, snapshot, change, usual) };
  const { store } = world;
  const result = await store.commit({ base: snapshot.versions, ...told }).finally(() => forgetRead(store));
  if (result.kind === 'conflict') return result;
  if (told.waiting !== undefined && told.waiting.length > 0) posted.add(world);
  const { config, lease, state } = told;
  return {
    kind: 'committed',
    snapshot: {
      ...snapshot,
      config: config ?? snapshot.config,
      lease: lease ?? snapshot.lease,
      state: state ?? snapshot.state,
      versions: result.versions,
    },
  };
}

/** Tells what has become true by waiting. Writes nothing where there is nothing to tell. */
export async function commitNews(world: World, snapshot: ReadySnapshot, usual?: Usual): Promise<void> {
  const { state } = snapshot;
  const news = newsOf(world, snapshot, { state }, usual);
  if (news?.state !== undefined && !isSame(news.state.notices, state.notices))
    await commit(world, snapshot, { state }, usual);
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? []) === JSON.stringify(other ?? []);

function newsOf(
  { notifier, settings, wrongSettings: wrong, clock, idGenerator }: Committing,
  snapshot: ReadySnapshot,
  change: Omit<Change, 'base'>,
  usual: Usual | undefined,
): News | undefined {
  const { channels: configured, pings } = notifier;
  if (change.state === undefined || (configured.length === 0 && !pings)) return undefined;
  const now = clock.now();
  // They are sent in this order, whatever the clocks of the processes that wrote the earlier ones show.
  const waiting = snapshot.waiting?.at(-1);
  let last = waiting && idOf(waiting.item);
  const newId = (): string => {
    last = idGenerator.newId(now, last);
    return last;
  };
  return newsOfChange(
    snapshot,
    { ...change, state: change.state },
    { now, settings, configured, wrong, usual, newId, pings },
  );
}
