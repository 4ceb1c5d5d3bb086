/** Before the tick decides: corrects rows that were written while the clock was ahead, and logs it. */
import { putRight, type RowsPutRight } from '../core/job/clock-went-back.ts';
import type { ReadySnapshot } from '../core/job/snapshot.ts';
import { type EpochMs, toHours, toMinutes, toSeconds } from '../core/time/time.ts';
import type { Log, World } from '../ports.ts';
import { commit } from './commit.ts';

/** `changed`: the rows are to be read again, whoever changed them. */
export async function putClockRight(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  now: EpochMs,
): Promise<'changed' | 'unchanged'> {
  const right = putRight(snapshot, now, world.settings, world.instance.name);
  if (right === undefined) return 'unchanged';
  const { config, lease, state, news } = right;
  const { active } = state;
  const run = active === snapshot.state.active ? {} : { run: active };
  const written = await commit(world, snapshot, { config, lease, state, ...run });
  if (written.kind === 'committed') tell(log, news);
  return 'changed';
}

function tell(log: Log, news: RowsPutRight['news']): void {
  if (news === undefined) return;
  if (news === 'was_behind') {
    log.warn(
      '⏰ The clock was behind, for a while or on another host. The schedule counts from the last run again, as before',
      { event: 'clock_came_back' },
    );
    return;
  }
  const far =
    toHours(news.by) >= 1
      ? `${toHours(news.by).toFixed(1)} hours`
      : `${Math.round(toMinutes(news.by))} minutes`;
  log.warn(
    `⏰ The clock went back by ${far}: the rows hold times that are still to come. Waits count from now, so the next slot is at most one interval away. Check the clock of this machine, and the end of a pause if there is one`,
    { event: 'clock_went_back', bySeconds: Math.round(toSeconds(news.by)) },
  );
}
