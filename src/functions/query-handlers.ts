/** The GET routes. Each but the status, which is asked for most, loads what only it needs when it is first called. */
import { damagedRun, noSuchRun } from '../api/refusals.ts';
import type { QueryName } from '../api/queries.ts';
import type { HealthView } from '../api/schemas/answers.ts';
import { statusContent, toStatusView } from '../api/views/status-view.ts';
import { AuditQuery, NoParameters, NoticesQuery, RunsQuery } from '../api/schemas/query-parameters.ts';
import { identify } from '../operations/identify.ts';
import { readLately } from '../operations/queries/read-lately.ts';
import { readStatus, showStatus } from '../operations/queries/read-status.ts';
import type { World } from '../ports.ts';
import type { Handler } from './http.ts';
import { prefersOpenMetrics } from './negotiate.ts';
import { query } from './query.ts';
import { runIdIn } from './read-request.ts';
import { found, foundDocument, type PreparedDocument, prepareDocument, scraped, success } from './replies.ts';
import { coverageHandlers } from './coverage-handlers.ts';
import { scheduleHandlers } from './schedule-handlers.ts';

/** Made once: it takes 36 ms, during which the process does nothing else. Again after a failure. */
let description: Promise<PreparedDocument> | undefined;

function describeOnce(world: World): Promise<PreparedDocument> {
  description ??= import('../api/openapi/document.ts')
    .then(({ describeApi }) => prepareDocument(describeApi(world.instance.version), world))
    .catch((error: unknown) => {
      description = undefined;
      throw error;
    });
  return description;
}

/** `health` and `status` ignore parameters: monitors add some of their own. All others refuse a misspelt one. */
export const queryHandlers: Readonly<Record<QueryName, Handler>> = {
  /** Nothing that the scheduler needs is wrong if a request gets this far, so only the table has to answer; `http.ts` answers 503 otherwise. */
  health: async ({ world }) => {
    await readLately(world);
    const { instance, wrongSettings = [] } = world;
    const health: HealthView = {
      status: 'ok',
      version: instance.version,
      wrong_settings: wrongSettings.length,
    };
    return success(health);
  },

  status: (call) =>
    showStatus(call.world, ({ snapshot, now }) => {
      const status = toStatusView(snapshot, now, call.world.settings);
      return found(call, status, statusContent(status));
    }),

  runs: query(RunsQuery, async (call, parameters) => {
    const [{ listRuns }, { toRunListView }] = await Promise.all([
      import('../operations/queries/read-history.ts'),
      import('../api/views/run-view.ts'),
    ]);
    return found(call, toRunListView(await listRuns(call.world, parameters), parameters));
  }),

  run: query(NoParameters, async (call) => {
    const [{ readRun }, { runContent, toRunDetailView }] = await Promise.all([
      import('../operations/queries/read-history.ts'),
      import('../api/views/live-run-view.ts'),
    ]);
    const id = runIdIn(call.request) ?? '';
    const facts = await readRun(call.world, id);
    if (facts === undefined) return noSuchRun(id);
    if (facts.kind === 'damaged') return damagedRun(facts.damaged);
    const run = toRunDetailView(facts);
    return found(call, run, runContent(run));
  }),

  audit: query(AuditQuery, async (call, parameters) => {
    const [{ listAudit }, { toAuditView }] = await Promise.all([
      import('../operations/queries/read-history.ts'),
      import('../api/views/audit-view.ts'),
    ]);
    return found(call, toAuditView(await listAudit(call.world, parameters), parameters));
  }),

  notices: query(NoticesQuery, async (call, parameters) => {
    const [{ listNotices }, { toNoticesView }] = await Promise.all([
      import('../operations/queries/list-notices.ts'),
      import('../api/views/notices-view.ts'),
    ]);
    return found(call, toNoticesView(await listNotices(call.world, parameters), parameters));
  }),

  ...scheduleHandlers,
  ...coverageHandlers,

  preflight: query(NoParameters, async ({ world, identity }) => {
    const [{ readPreflight }, { toPreflightView }, { toRefusal }] = await Promise.all([
      import('../operations/queries/read-preflight.ts'),
      import('../api/views/preflight-view.ts'),
      import('../api/views/command-refusal.ts'),
    ]);
    const { id } = await identify(world, identity);
    const checked = await readPreflight(world, id);
    return checked.kind === 'refused' ? toRefusal(checked) : success(toPreflightView(checked));
  }),

  metrics: query(NoParameters, async ({ request, world }) => {
    const [{ schedulerMetrics }, { contentTypes, writeMetrics }] = await Promise.all([
      import('../api/metrics/scheduler-metrics.ts'),
      import('../api/metrics/exposition.ts'),
    ]);
    const { settings, notifier, instance } = world;
    const families = schedulerMetrics({
      ...(await readStatus(world)),
      settings,
      channels: notifier.channels,
      version: instance.version,
    });
    const format = prefersOpenMetrics(request) ? 'openmetrics' : 'prometheus';
    return scraped(writeMetrics(families, format), contentTypes[format]);
  }),

  me: query(NoParameters, async (call) => {
    const { toSessionView } = await import('../api/views/session-view.ts');
    return found(call, toSessionView(await identify(call.world, call.identity), call.role));
  }),

  openapi: query(NoParameters, async ({ request, world }) =>
    foundDocument(request, await describeOnce(world)),
  ),
};
