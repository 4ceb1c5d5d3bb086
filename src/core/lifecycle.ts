/**
 * How a run moves from state to state. Each function takes the run as it is, the event and `now`, and returns the
 * run as it is after it; what that does to the job's state is `recordRun`.
 */
import type { DateRange } from './date-range.ts';
import type { Failure } from './failure.ts';
import type { StopOrder } from './lease.ts';
import { present } from './present.ts';
import { afterAttempt, type AttemptEnd } from './retry.ts';
import type {
  ActiveRun,
  AttemptOutcome,
  BegunRun,
  EndedAttempt,
  FinishedRun,
  OpenAttempt,
  Run,
  RunOutcome,
  SkipReason,
  WaitingRun,
} from './run.ts';
import type { Settings } from './settings.ts';
import { elapsed, type EpochMs, milliseconds, toMinutes } from './time.ts';

/** What the process that ran an attempt knows of its end. */
export type AttemptResult =
  | { readonly kind: 'succeeded'; readonly rowsAffected: number; readonly returnValue: number | undefined }
  | { readonly kind: 'failed'; readonly rowsAffected: number; readonly failure: Failure }
  /** Somebody else holds the applock: the procedure was not executed. */
  | { readonly kind: 'foreign_run' }
  /** Stopped by order. `confirmed`: the server acknowledged it or never got the procedure. */
  | {
      readonly kind: 'stopped';
      readonly rowsAffected: number;
      readonly confirmed: boolean;
      readonly stop: StopOrder;
    }
  /** The app is being shut down. */
  | {
      readonly kind: 'interrupted';
      readonly rowsAffected: number;
      readonly confirmed: boolean;
      readonly failure: Failure;
    }
  /** The connection broke after the procedure was sent: it may still be running. */
  | { readonly kind: 'connection_lost'; readonly rowsAffected: number; readonly failure: Failure };

export type ProbeVerdict = 'alive' | 'gone' | 'unknown';

/** What a decision about the next attempt needs besides the run. */
export interface EndContext {
  readonly now: EpochMs;
  readonly chance: number;
  readonly settings: Settings;
}

export interface NewRun {
  readonly id: string;
  readonly slot: EpochMs;
  readonly missedSlots: number;
  readonly createdAt: EpochMs;
  readonly range: DateRange;
  readonly trigger: Run['trigger'];
  readonly actor: string;
  readonly reason: string;
}

export function newRun(given: NewRun): WaitingRun {
  return { ...given, attempts: [], state: { kind: 'waiting', attempt: 1, dueAt: given.createdAt } };
}

export function beginAttempt(run: WaitingRun, attempt: Omit<OpenAttempt, 'number'>): BegunRun {
  return { ...run, state: { kind: 'running', attempt: { number: run.state.attempt, ...attempt } } };
}

export function endAttempt(run: BegunRun, result: AttemptResult, context: EndContext): Run {
  const { now } = context;
  const { attempt } = run.state;
  switch (result.kind) {
    case 'succeeded': {
      const attempts = [...run.attempts, close(attempt, now, 'succeeded', result)];
      return finish(
        { ...run, attempts },
        'succeeded',
        now,
        `completed, ${result.rowsAffected} rows affected`,
      );
    }
    case 'failed':
      return settleFailure(run, 'failed', { kind: 'failure', class: result.failure.class }, result, context);
    case 'foreign_run':
      return skip(
        { ...run, attempts: [...run.attempts, close(attempt, now, 'skipped', {})] },
        'foreign_run',
        now,
      );
    case 'stopped':
      if (!result.confirmed)
        return { ...run, state: { kind: 'stopping', attempt, since: now, stop: result.stop } };
      return settleStop(run, result.stop, result, context);
    case 'interrupted':
      if (!result.confirmed) return unsettled(run, now, result.failure);
      return settleFailure(
        run,
        'interrupted',
        { kind: 'failure', class: result.failure.class },
        result,
        context,
      );
    case 'connection_lost':
      return unsettled(run, now, result.failure);
  }
}

/** Its lease is stale: nobody answers for the run any more. */
export function loseProcess(run: BegunRun, stop: StopOrder | undefined, now: EpochMs): BegunRun {
  return {
    ...run,
    state: { kind: 'reconciling', attempt: run.state.attempt, since: now, ...present('stop', stop) },
  };
}

/** Applies what the applock probe found to a run that no process answers for. */
export function judgeProbe(run: BegunRun, verdict: ProbeVerdict, context: EndContext): Run {
  const { state } = run;
  if (state.kind === 'running') return run;
  switch (verdict) {
    case 'alive':
      return state.kind === 'reconciling'
        ? { ...run, state: { ...state, kind: 'orphaned', since: context.now } }
        : run;
    case 'unknown':
      return state.kind === 'orphaned'
        ? { ...run, state: { ...state, kind: 'reconciling', since: context.now } }
        : run;
    case 'gone': {
      if (state.stop !== undefined) return settleStop(run, state.stop, {}, context);
      const failure = state.kind === 'stopping' ? undefined : state.failure;
      if (failure === undefined) return settleFailure(run, 'lost', { kind: 'lost' }, {}, context);
      const outcome = failure.class === 'interrupted' ? 'interrupted' : 'failed';
      return settleFailure(run, outcome, { kind: 'failure', class: failure.class }, { failure }, context);
    }
  }
}

export function orderStopWithoutProcess(run: BegunRun, stop: StopOrder): BegunRun {
  const { state } = run;
  if (state.kind === 'running' || state.stop !== undefined) return run;
  return { ...run, state: { ...state, stop } };
}

export function cancelWaiting(run: WaitingRun, by: string, reason: string, now: EpochMs): FinishedRun {
  return finish(run, 'cancelled', now, `cancelled by ${by} before it started: ${reason}`);
}

export function skip(
  run: ActiveRun,
  reason: SkipReason,
  now: EpochMs,
  message = skipMessages[reason],
): FinishedRun {
  const finished = finish(run, 'skipped', now, message);
  return { ...finished, state: { ...finished.state, skip: reason } };
}

const skipMessages: Readonly<Record<SkipReason, string>> = {
  foreign_run: 'somebody else is running the procedure: its applock is held by another session',
  still_running: 'the previous run was still running',
};

interface Facts {
  readonly rowsAffected?: number;
  readonly returnValue?: number | undefined;
  readonly failure?: Failure;
}

function close(attempt: OpenAttempt, endedAt: EpochMs, outcome: AttemptOutcome, facts: Facts): EndedAttempt {
  return {
    ...attempt,
    endedAt,
    outcome,
    rowsAffected: facts.rowsAffected ?? 0,
    ...present('returnValue', facts.returnValue),
    ...present('failure', facts.failure),
  };
}

function unsettled(run: BegunRun, since: EpochMs, failure: Failure): BegunRun {
  return { ...run, state: { kind: 'reconciling', attempt: run.state.attempt, since, failure } };
}

function settleStop(run: BegunRun, stop: StopOrder, facts: Facts, context: EndContext): Run {
  const { now, settings } = context;
  switch (stop.cause) {
    case 'cancel': {
      const attempts = [...run.attempts, close(run.state.attempt, now, 'cancelled', facts)];
      return finish({ ...run, attempts }, 'cancelled', now, `cancelled by ${stop.by}: ${stop.reason}`);
    }
    case 'deadline':
      return settleFailure(run, 'timed_out', { kind: 'timed_out' }, facts, context, timeoutMessage(settings));
  }
}

const timeoutMessage = (settings: Settings): string =>
  `stopped at its deadline of ${toMinutes(settings.runTimeout)} minutes (RUN_TIMEOUT_MINUTES)`;

function settleFailure(
  run: BegunRun,
  outcome: 'failed' | 'timed_out' | 'lost' | 'interrupted',
  end: AttemptEnd,
  facts: Facts,
  context: EndContext,
  message = failureMessage(facts.failure),
): Run {
  const { now, chance, settings } = context;
  const attempts = [...run.attempts, close(run.state.attempt, now, outcome, facts)];
  const verdict = afterAttempt(end, run.state.attempt.number, now, chance, settings);
  if (verdict.kind === 'retry') {
    return {
      ...run,
      attempts,
      state: { kind: 'waiting', attempt: run.state.attempt.number + 1, dueAt: verdict.at },
    };
  }
  const finished = finish({ ...run, attempts }, outcome === 'interrupted' ? 'failed' : outcome, now, message);
  return { ...finished, state: { ...finished.state, ...present('failure', facts.failure) } };
}

const failureMessage = (failure: Failure | undefined): string =>
  failure === undefined
    ? 'the process that ran it died, and nothing proves what the procedure did'
    : `${failure.message} — ${failure.remedy}`;

function finish(run: ActiveRun, outcome: RunOutcome, now: EpochMs, message: string): FinishedRun {
  const first = run.attempts[0];
  const duration = first === undefined ? milliseconds(0) : elapsed(first.startedAt, now);
  return { ...run, state: { kind: 'finished', outcome, endedAt: now, duration, message } };
}
