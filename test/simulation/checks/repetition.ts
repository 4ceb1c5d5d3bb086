/** When an attempt is repeated: as configured, when it is due, and while attempts remain. */
import type { FinishedRun } from '../../../src/core/run/run.ts';
import type { Settings } from '../../../src/core/settings/scheduler-settings.ts';
import { hostsDiffer } from '../host-clock.ts';
import type { MakeCheck } from './check.ts';
import { isTransientForTest } from './retried-classes.ts';
import { begunBy, finishedBy } from './run-news.ts';

export const repeatedWhenDue: MakeCheck = () => ({
  claim: 'an attempt begins when it is due, not before',
  committed: (commit, { clockSettings }) => {
    const run = begunBy(commit);
    const waiting = commit.before?.state.active;
    if (clockSettings > 0 || run?.state.kind !== 'running' || waiting?.state.kind !== 'waiting')
      return undefined;
    // One waits by its own clock for what another has written.
    const early = waiting.state.dueAt - run.state.attempt.startedAt;
    return early > hostsDiffer ? `run ${run.id} began its attempt ${early} ms before it was due` : undefined;
  },
});

export const delayedAsConfigured: MakeCheck = () => ({
  claim: 'the next attempt follows after the configured delay',
  committed: ({ run, runBefore }, { settings }) => {
    const last = run?.attempts.at(-1);
    if (run?.state.kind !== 'waiting' || last === undefined || runBefore?.state.kind === 'waiting')
      return undefined;
    const delay = settings.retryDelays[last.number - 1] ?? settings.retryDelays.at(-1) ?? 0;
    const wait = run.state.dueAt - last.endedAt;
    // Spread by up to a tenth.
    return Math.abs(wait - delay) <= delay / 10 + 1
      ? undefined
      : `attempt ${run.state.attempt} of run ${run.id} follows after ${wait} ms instead of about ${delay}`;
  },
});

function mayBeRepeated({ attempts, state, trigger }: FinishedRun, settings: Settings): boolean {
  // Its dates stay missing, and another run computes them.
  if (trigger === 'backfill') return false;
  const last = attempts.at(-1);
  if (last === undefined || attempts.length >= settings.maxAttempts) return false;
  switch (state.outcome) {
    case 'timed_out':
      return settings.retryTimeouts;
    case 'lost':
      return true;
    case 'failed':
      return last.failure !== undefined && isTransientForTest.has(last.failure.class);
    case 'succeeded':
    case 'cancelled':
    case 'skipped':
      return false;
  }
}

export const notGivenUpEarly: MakeCheck = () => ({
  claim: 'a failure that may be temporary is repeated while attempts remain',
  committed: (commit, { settings }) => {
    const run = finishedBy(commit);
    return run !== undefined && mayBeRepeated(run, settings)
      ? `run ${run.id} ended as ${run.state.outcome} after ${run.attempts.length} of ${settings.maxAttempts} attempts`
      : undefined;
  },
});

export const lastSuccessKept: MakeCheck = () => {
  let latest: number | undefined;
  return {
    claim: 'the state tells when a run last succeeded',
    committed: (commit) => {
      const run = finishedBy(commit);
      if (run?.state.outcome === 'succeeded' && run.trigger !== 'backfill') latest = run.state.endedAt;
      const { lastSuccessAt } = commit.after.state;
      return lastSuccessAt === latest ? undefined : `the state has ${lastSuccessAt}, the history ${latest}`;
    },
  };
};
