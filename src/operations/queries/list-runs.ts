/** The history, newest first, page by page. */
import type { RunListView } from '../../api/schemas/run-schemas.ts';
import type { RunsQuery } from '../../api/schemas/query-parameters.ts';
import { toRunView } from '../../api/views/run-view.ts';
import type { World } from '../../ports.ts';

export async function listRuns(world: World, query: RunsQuery): Promise<RunListView> {
  const page = await world.store.listRuns(query);
  const runs = page.runs.map((run) => toRunView(run, world.settings.timeZone));
  if (page.next === undefined) return { runs, next: null };
  const parameters = new URLSearchParams({ limit: String(query.limit), before: page.next });
  if (query.outcome !== undefined) parameters.set('outcome', query.outcome);
  return { runs, next: `/scheduler/runs?${parameters.toString()}` };
}
