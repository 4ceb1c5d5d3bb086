/**
 * Logs once a day how long runs usually take. The alert on long runs reads it from there, because a log alert in
 * Azure sees two days at most and cannot measure this itself.
 */
import type { Run } from '../../core/run/run.ts';
import { toMinutes, toSeconds } from '../../core/time/time.ts';
import { countsForUsual, usualDuration } from '../../core/run/usual-duration.ts';
import type { Log, World } from '../../ports.ts';

const page = 100;

export async function logUsualDuration(world: World, log: Log): Promise<void> {
  const now = world.clock.now();
  const runs: Run[] = [];
  for (let before: string | undefined, more = true; more;) {
    const listed = await world.store.listRuns({ limit: page, outcome: 'succeeded', before });
    runs.push(...listed.runs);
    before = listed.next;
    const { searchedBackTo } = listed;
    const searched = searchedBackTo === undefined ? [] : [{ createdAt: searchedBackTo }];
    more = before !== undefined && [...listed.runs, ...searched].every((run) => countsForUsual(run, now));
  }
  const usual = usualDuration(runs, now);
  if (usual?.p95 === undefined) return;
  log.info(
    `📊 Last 30 days: 95% of ${usual.runs} runs took at most ${toMinutes(usual.p95).toFixed(1)} minutes`,
    {
      event: 'usual_duration',
      p95Seconds: toSeconds(usual.p95),
      runs: usual.runs,
    },
  );
}
