/** What becomes of a run that no process answers for: its lease is stale, and only the applock can tell. */
import type { CancellationRequest } from './lease.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { BegunRun, Run } from './run.ts';
import type { RetryContext } from './retry.ts';
import { settleFailure, settleStop } from './settle.ts';
import type { EpochMs } from '../time/time.ts';

export type ProbeResult = 'alive' | 'gone' | 'unknown';

/** Its lease is stale: nobody answers for the run any more. What is known of one already lost is not overwritten. */
export function markProcessLost(
  run: BegunRun,
  stop: CancellationRequest | undefined,
  now: EpochMs,
): BegunRun {
  if (run.state.kind !== 'running') return run;
  return {
    ...run,
    state: { kind: 'reconciling', attempt: run.state.attempt, since: now, ...omitUndefined({ stop }) },
  };
}

/** Applies what the applock probe found to a run that no process answers for. */
export function applyProbe(run: BegunRun, verdict: ProbeResult, context: RetryContext): Run {
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

export function keepCancellationRequest(run: BegunRun, stop: CancellationRequest): BegunRun {
  const { state } = run;
  if (state.kind === 'running' || state.stop !== undefined) return run;
  return { ...run, state: { ...state, stop } };
}
