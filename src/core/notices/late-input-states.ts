/** What is the matter with late input: its dates are in a closed period, or nobody knows whether there is any. */
import type { Condition } from './condition.ts';
import { isTold, knownOf, named } from './coverage-states.ts';
import type { Context, JobNow, Standing } from './standing-states.ts';
import { closedThrough } from '../coverage/closing.ts';
import { lateDates, rangesOf } from '../coverage/late-input.ts';
import { elapsed, hours } from '../time/time.ts';

export function* ofLateInput(
  rows: JobNow,
  open: readonly Condition[],
  context: Context,
): Generator<Standing> {
  if (rows.state.late === undefined) return;
  yield* inClosedPeriod(rows, context);
  yield* unanswered(rows, open, context);
}

/**
 * Over when the period is reopened, or when somebody closes a later one: whoever closes accepts what had arrived by then,
 * so that input which arrives afterwards is told anew.
 */
function* inClosedPeriod({ state: { late, closing } }: JobNow, { now }: Context): Generator<Standing> {
  const through = closedThrough(closing, now);
  if (through === undefined || closing === undefined) return;
  const dates = lateDates(late).filter(({ date, toldAt }) => date <= through && toldAt > closing.at);
  if (dates.length === 0) return;
  const rows = dates.every((each) => each.rows > 0)
    ? { rows: dates.reduce((sum, each) => sum + each.rows, 0) }
    : {};
  yield {
    facts: { kind: 'late_in_closed_period', ...named(rangesOf(dates)), through, ...rows },
    failures: 1,
  };
}

/** A restart of SQL Server, or of the network, is over by then. */
const longEnough = hours(1);

/** While runs fail as well, they have the same reason; and during a pause nobody asks. */
function* unanswered(
  { config, state: { late, statistics } }: JobNow,
  open: readonly Condition[],
  { now, settings }: Context,
): Generator<Standing> {
  const problem = late?.problem;
  if (problem === undefined || settings.pending.procedure === undefined) return;
  const isNew = !isTold(knownOf(open, 'late_input_unknown'));
  const isQuiet = elapsed(problem.since, now) < longEnough;
  const hasOtherReason = statistics.consecutiveFailures > 0 || config.pause !== undefined;
  if (isNew && (isQuiet || hasOtherReason)) return;
  yield { facts: { kind: 'late_input_unknown', since: problem.since }, failures: 1 };
}
