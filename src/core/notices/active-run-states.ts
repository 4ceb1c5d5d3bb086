/** What is the matter with the run that is active: its end is not known, or it takes unusually long. */
import type { Condition } from './condition.ts';
import type { Context, JobNow, Standing } from './standing-states.ts';
import { hasBegun } from '../run/run.ts';
import { endOpenTooLong } from '../run/reconciliation.ts';
import { elapsed } from '../time/time.ts';

export function* ofActiveRun(
  { state: { active } }: JobNow,
  open: readonly Condition[],
  { now, usual }: Context,
): Generator<Standing> {
  if (active === undefined || !hasBegun(active)) return;
  const { id: runId, range, state } = active;
  const run = { runId, range };
  if (state.kind === 'reconciling' && elapsed(state.since, now) >= endOpenTooLong)
    yield { facts: { kind: 'end_open', ...run, since: state.since }, runId, failures: 1 };
  const { startedAt } = state.attempt;
  const known = open.some(({ kind, runId: of }) => kind === 'unusually_long' && of === runId);
  const long = usual?.runId === runId && elapsed(startedAt, now) > usual.limit;
  if (!known && !long) return;
  const exceeded = usual?.usual ?? elapsed(startedAt, now);
  yield { facts: { kind: 'unusually_long', ...run, startedAt, usual: exceeded }, runId, failures: 1 };
}
