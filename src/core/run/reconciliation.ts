/** What becomes of a run that no process answers for: its lease is stale, and only the applock can tell. */
import type { StopOrder } from './lease.ts';
import { present } from '../present.ts';
import type { BegunRun, Run } from './run.ts';
import { type EndContext, settleFailure, settleStop } from './settle.ts';
import type { EpochMs } from '../time/time.ts';

export type ProbeVerdict = 'alive' | 'gone' | 'unknown';

/** Its lease is stale: nobody answers for the run any more. What is known of one already lost is not overwritten. */
export function loseProcess(run: BegunRun, stop: StopOrder | undefined, now: EpochMs): BegunRun {
  if (run.state.kind !== 'running') return run;
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
