/** What an attempt's proven end makes of its run: finished, or waiting for the next attempt. */
import { type Failure, lockPerhapsOwn } from './failure.ts';
import type { CancellationRequest } from './lease.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { decideRetry, type FailedEnd, type RetryContext } from './retry.ts';
import { rowsInWords } from './progress.ts';
import type { AttemptOutcome, BegunRun, EndedAttempt, OpenAttempt, RemainingWork, Run } from './run.ts';
import { finish, skip } from './start-and-finish.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { type DurationMs, type EpochMs, toMinutes } from '../time/time.ts';

type Cancel = Extract<CancellationRequest, { cause: 'cancel' }>;

/** What is known of the procedure's work, if anything. */
interface WorkFacts {
  readonly rowsAffected?: number | undefined;
  readonly returnValue?: number | undefined;
  readonly work?: RemainingWork;
}

/** How an attempt ended whose procedure certainly no longer runs. */
export type AttemptEnd =
  | ({ readonly outcome: 'succeeded' } & WorkFacts)
  /** Another session held the applock. */
  | { readonly outcome: 'skipped' }
  | ({
      readonly outcome: 'cancelled';
      readonly request: Cancel;
      readonly failure?: Failure;
    } & WorkFacts)
  | (FailedEnd & WorkFacts);

/** The end of an attempt that was stopped on request. */
export function endOnRequest(request: CancellationRequest, facts: WorkFacts = {}): AttemptEnd {
  switch (request.cause) {
    case 'cancel':
      return { outcome: 'cancelled', request, ...facts };
    case 'deadline':
      return { outcome: 'timed_out', ...facts };
  }
}

/** `request`: a cancellation request that came too late to be heard; it still prevents a retry. */
export function settle(
  run: BegunRun,
  end: AttemptEnd,
  context: RetryContext,
  request?: CancellationRequest,
): Run {
  const { now, settings } = context;
  const { attempt } = run.state;
  const ended = {
    ...run,
    attempts: [...run.attempts, closeAttempt(attempt, { ...end, took: context.took }, now)],
  };
  switch (end.outcome) {
    case 'succeeded':
      return finish(ended, { outcome: 'succeeded', message: completed(end) }, now);
    case 'skipped':
      // Whether it is somebody else's or that of an attempt before, nobody can tell: this run still has to be repeated.
      return attempt.number === 1
        ? skip(ended, 'foreign_run', now)
        : settle(run, { outcome: 'failed', rowsAffected: 0, failure: lockPerhapsOwn }, context, request);
    case 'cancelled':
      return finish(ended, { outcome: 'cancelled', message: cancelledBy(end.request) }, now);
    case 'failed':
    case 'interrupted':
    case 'timed_out':
    case 'lost': {
      // Between two attempts the run would keep slots waiting: its dates stay missing, and another run computes them.
      const retry =
        run.trigger === 'backfill'
          ? ({ kind: 'give_up' } as const)
          : decideRetry(end, attempt.number, context);
      if (retry.kind === 'give_up') return finish(ended, failedRun(end, settings), now);
      if (request?.cause === 'cancel') return settle(run, { ...end, outcome: 'cancelled', request }, context);
      return { ...ended, state: { kind: 'waiting', attempt: attempt.number + 1, dueAt: retry.at } };
    }
  }
}

interface EndFacts extends WorkFacts {
  readonly outcome: AttemptOutcome;
  readonly failure?: Failure;
  readonly took?: DurationMs | undefined;
}

export function closeAttempt(attempt: OpenAttempt, end: EndFacts, endedAt: EpochMs): EndedAttempt {
  const { outcome, rowsAffected, returnValue, work, failure, took: duration } = end;
  // Nothing was executed, so nothing was changed.
  const unknown = rowsAffected === undefined && outcome !== 'skipped';
  return {
    ...attempt,
    endedAt,
    outcome,
    rowsAffected: rowsAffected ?? 0,
    ...(unknown ? { rowsReported: false } : {}),
    ...omitUndefined({ work, returnValue, failure, duration }),
  };
}

function completed({ rowsAffected, returnValue }: WorkFacts): string {
  const code = returnValue === undefined || returnValue === 0 ? '' : ` with return code ${returnValue}`;
  return `completed${code}, ${rowsInWords(rowsAffected)}`;
}

const cancelledBy = ({ by, reason }: Cancel): string => `cancelled by ${by}: ${reason}`;

function failedRun(end: FailedEnd, settings: Settings) {
  switch (end.outcome) {
    case 'failed':
    case 'interrupted': {
      const { failure } = end;
      return { outcome: 'failed', message: `${failure.message} — ${failure.remedy}`, failure } as const;
    }
    case 'timed_out': {
      const limit = toMinutes(settings.runTimeout);
      const message = `stopped at its time limit of ${limit} minutes (RUN_TIMEOUT_MINUTES)`;
      return { outcome: 'timed_out', message } as const;
    }
    case 'lost':
      return {
        outcome: 'lost',
        message: 'its process no longer responded, and nothing proves what the procedure did',
      } as const;
  }
}
