/** What becomes of a run that no process answers for: only the applock can tell whether its procedure still runs. */
import { z } from 'zod';
import { type CancellationRequest, standingRequest } from './lease.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { RetryContext } from './retry.ts';
import type { BegunRun, BegunState, Run } from './run.ts';
import { type AttemptEnd, endOnRequest, settle } from './settle.ts';
import { type EpochMs, minutes } from '../time/time.ts';

/** How long it may stay unknown how an attempt ended before somebody should look. */
export const endOpenTooLong = minutes(5);

/** Why no process answers for a procedure that may still be running. */
export const LostContact = z.enum(['process', 'connection', 'shutdown']);
export type LostContact = z.infer<typeof LostContact>;

export function lostContact(state: Exclude<BegunState, { kind: 'stopping' }>): LostContact {
  if (state.kind === 'running' || state.failure === undefined) return 'process';
  return state.failure.class === 'interrupted' ? 'shutdown' : 'connection';
}

/** Goes on after "although". */
export const lostContactWords: Readonly<Record<LostContact, string>> = {
  process: 'its process no longer responds',
  connection: 'the connection to it was lost',
  shutdown: 'the app was stopped',
};

/** Whether the procedure still runs, by its applock; `unknown` when SQL Server cannot be asked. */
export type ProbeResult = 'alive' | 'gone' | 'unknown';

/** `stop`: the cancellation request on the lease. A run that was already taken for lost stays as it is. */
export function markProcessLost(
  run: BegunRun,
  stop: CancellationRequest | undefined,
  now: EpochMs,
): BegunRun {
  if (run.state.kind !== 'running') return run;
  const { attempt } = run.state;
  return { ...run, state: { kind: 'reconciling', attempt, since: now, ...omitUndefined({ stop }) } };
}

/** Undefined when the run stays as it is, so that nothing needs to be written. */
export function applyProbe(run: BegunRun, probe: ProbeResult, context: RetryContext): Run | undefined {
  const { state } = run;
  // Its process holds the applock and answers for the run.
  if (state.kind === 'running') return undefined;
  const since = context.now;
  switch (probe) {
    case 'alive':
      return state.kind === 'reconciling'
        ? { ...run, state: { ...state, kind: 'orphaned', since } }
        : undefined;
    case 'unknown':
      return state.kind === 'orphaned'
        ? { ...run, state: { ...state, kind: 'reconciling', since } }
        : undefined;
    case 'gone':
      return settle(run, endOnceGone(state), context);
  }
}

function endOnceGone(state: Exclude<BegunState, { kind: 'running' }>): AttemptEnd {
  if (state.stop !== undefined) return endOnRequest(state.stop, { work: 'work_may_remain' });
  if (state.kind === 'stopping' || state.failure === undefined) return { outcome: 'lost' };
  const { failure } = state;
  return { outcome: failure.class === 'interrupted' ? 'interrupted' : 'failed', failure };
}

/**
 * Keeps a cancellation request with a run that no process answers for. Undefined when the run stays as it is: its
 * process reads the request from the lease, or an earlier request stands.
 */
export function keepCancellationRequest(run: BegunRun, stop: CancellationRequest): BegunRun | undefined {
  const { state } = run;
  if (state.kind === 'running') return undefined;
  const stands = standingRequest(state.stop, stop);
  return stands === state.stop ? undefined : { ...run, state: { ...state, stop: stands } };
}
