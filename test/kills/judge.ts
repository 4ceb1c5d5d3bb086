/** Compares what the app has on record with what SQL Server saw. Whatever differs is a violation. */
import type { Execution } from '../../local/sql-server/stand-in.ts';
import type { Statistics } from '../../src/core/job/statistics.ts';
import type { EndedAttempt, Run } from '../../src/core/run/run.ts';

export interface SeenExecution extends Execution {
  /** The process that sent EXEC; undefined if nobody knows. */
  readonly pid: number | undefined;
}

/** `executions` in the order in which the server began them. */
export function overlaps(executions: readonly Execution[]): readonly string[] {
  return executions.flatMap((later, index) =>
    executions
      .slice(0, index)
      .filter(({ endedAt = Infinity }) => endedAt > later.startedAt)
      .map(
        (earlier) =>
          `two EXECs at once: session ${later.spid} (${later.awal}) began ${later.startedAt - earlier.startedAt} ms after session ${earlier.spid} (${earlier.awal}), which ran until ${earlier.endedAt === undefined ? 'now' : `${earlier.endedAt - later.startedAt} ms later`}`,
      ),
  );
}

const pidOf = ({ instance }: { readonly instance: string }): number => Number(instance.split(':').at(-1));
/** Each run of this test has dates of its own. */
const isOf = (run: Run, { awal, akhir }: Execution): boolean =>
  run.range.awal === awal && run.range.akhir === akhir;

const isDuring = ({ startedAt, endedAt }: EndedAttempt, execution: Execution): boolean =>
  execution.startedAt >= startedAt && execution.startedAt <= endedAt;

/** The run, and the executions on the server with its dates. */
export function judgeRun(run: Run, executions: readonly SeenExecution[]): readonly string[] {
  if (run.state.kind !== 'finished') return [`run ${run.id} has not ended: it is ${run.state.kind}`];
  const own = executions.filter((each) => isOf(run, each));
  const byAttempt = new Map<EndedAttempt, readonly SeenExecution[]>(
    run.attempts.map((attempt) => [
      attempt,
      own.filter((each) => each.pid === pidOf(attempt) && isDuring(attempt, each)),
    ]),
  );
  const known = new Set([...byAttempt.values()].flat());
  return [
    ...own.filter((each) => !known.has(each)).map((each) => withoutAttempt(run, each)),
    ...[...byAttempt].flatMap(([attempt, seen]) => judgeAttempt(run, attempt, seen)),
    ...judgeOutcome(run, own),
  ];
}

function withoutAttempt(run: Run, { spid, pid, startedAt }: SeenExecution): string {
  const attempts = run.attempts.filter((each) => pidOf(each) === pid);
  const late = attempts.find(({ endedAt }) => startedAt > endedAt);
  const why =
    late === undefined
      ? 'belongs to no attempt on record'
      : `began ${startedAt - late.endedAt} ms after its attempt ${late.number} had been settled as ${late.outcome}`;
  return `an EXEC of run ${run.id} (session ${spid}, process ${pid}) ${why}`;
}

function judgeAttempt(run: Run, attempt: EndedAttempt, seen: readonly SeenExecution[]): readonly string[] {
  const name = `attempt ${attempt.number} of run ${run.id}`;
  const outcomes = seen.map(({ outcome }) => outcome).join(', ') || 'no EXEC';
  if (seen.length > 1) return [`${name} was executed ${seen.length} times (${outcomes})`];
  const completed = seen.some(({ outcome }) => outcome === 'completed');
  const problems: string[] = [];
  if (attempt.outcome === 'succeeded' && !completed)
    problems.push(`${name} is on record as a success, but the server saw ${outcomes}`);
  // What a dead process would have reported is lost; whatever else is on record must be what happened.
  const mayHide = ['lost', 'interrupted', 'succeeded'].includes(attempt.outcome);
  if (completed && !mayHide && attempt.failure?.class !== 'outcome_unknown')
    problems.push(
      `${name} is on record as ${attempt.outcome}, but the server completed it: ${attempt.failure?.message ?? ''}`,
    );
  return problems;
}

/** Nothing but our own faults ever happens here, and there are attempts enough: each run must succeed in the end. */
function judgeOutcome({ id, state }: Run, own: readonly SeenExecution[]): readonly string[] {
  if (state.kind !== 'finished' || state.outcome === 'succeeded') return [];
  return [
    `run ${id} ended as ${state.outcome} (${state.message}), after ${own.length} EXECs, although attempts were left`,
  ];
}

/** All runs, oldest first. */
export function judgeCounters(runs: readonly Run[], counted: Statistics): readonly string[] {
  const ended = runs.flatMap(({ state }) => (state.kind === 'finished' ? [state.outcome] : []));
  const count = (...outcomes: readonly string[]): number =>
    ended.filter((each) => outcomes.includes(each)).length;
  const expected: Partial<Statistics> = {
    execution: count('succeeded', 'failed', 'timed_out', 'lost'),
    success: count('succeeded'),
    failure: count('failed', 'timed_out', 'lost'),
    lost: count('lost'),
    skipped: count('skipped'),
    attempts: runs.reduce((sum, { attempts }) => sum + attempts.length, 0),
  };
  const epochs = runs.flatMap(({ attempts }) => attempts.map(({ epoch }) => epoch));
  const wrong = Object.entries(expected).filter(([name, value]) => Reflect.get(counted, name) !== value);
  return [
    ...wrong.map(
      ([name, value]) =>
        `the counter ${name} is ${String(Reflect.get(counted, name))}, the history has ${value}`,
    ),
    ...(epochs.every((epoch, index) => index === 0 || epoch > (epochs[index - 1] ?? 0))
      ? []
      : [`epochs do not grow from attempt to attempt: ${epochs.join(' ')}`]),
  ];
}
