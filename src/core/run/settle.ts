/** What an attempt's proven end makes of its run: finished, or waiting for the next attempt. */
import type { Failure } from './failure.ts';
import type { CancellationRequest } from './lease.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { decideRetry, type FailedEnd, type RetryContext } from './retry.ts';
import type { AttemptOutcome, BegunRun, EndedAttempt, OpenAttempt, Run } from './run.ts';
import { finish, skip } from './start-and-finish.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { type DurationMs, type EpochMs, toMinutes } from '../time/time.ts';

type Cancel = Extract<CancellationRequest, { cause: 'cancel' }>;

/** How an attempt ended whose procedure certainly no longer runs. */
export type AttemptEnd =
  | {
      readonly outcome: 'succeeded';
      readonly rowsAffected: number;
      readonly returnValue: number | undefined;
    }
  /** Another session held the applock. */
  | { readonly outcome: 'skipped' }
  | {
      readonly outcome: 'cancelled';
      readonly request: Cancel;
      readonly rowsAffected?: number;
      readonly failure?: Failure;
    }
  | (FailedEnd & { readonly rowsAffected?: number });

/** The end of an attempt that was stopped on request. */
export function endOnRequest(request: CancellationRequest, rowsAffected = 0): AttemptEnd {
  switch (request.cause) {
    case 'cancel':
      return { outcome: 'cancelled', request, rowsAffected };
    case 'deadline':
      return { outcome: 'timed_out', rowsAffected };
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
      return finish(
        ended,
        { outcome: 'succeeded', message: `completed, ${end.rowsAffected} rows affected` },
        now,
      );
    case 'skipped':
      return skip(ended, 'foreign_run', now);
    case 'cancelled':
      return finish(ended, { outcome: 'cancelled', message: cancelledBy(end.request) }, now);
    case 'failed':
    case 'interrupted':
    case 'timed_out':
    case 'lost': {
      const retry = decideRetry(end, attempt.number, context);
      if (retry.kind === 'give_up') return finish(ended, failedRun(end, settings), now);
      if (request?.cause === 'cancel') return settle(run, { ...end, outcome: 'cancelled', request }, context);
      return { ...ended, state: { kind: 'waiting', attempt: attempt.number + 1, dueAt: retry.at } };
    }
  }
}

interface EndFacts {
  readonly outcome: AttemptOutcome;
  readonly rowsAffected?: number;
  readonly returnValue?: number | undefined;
  readonly failure?: Failure;
  readonly took?: DurationMs | undefined;
}

export function closeAttempt(attempt: OpenAttempt, end: EndFacts, endedAt: EpochMs): EndedAttempt {
  const { outcome, rowsAffected = 0, returnValue, failure, took: duration } = end;
  const known = omitUndefined({ returnValue, failure, duration });
  return { ...attempt, endedAt, outcome, rowsAffected, ...known };
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
