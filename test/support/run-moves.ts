/** Every event done to a run in every state, through the functions of the core, with all kinds of input. */
import { type AttemptResult, endAttempt } from '../../src/core/run/end-attempt.ts';
import { beginAttempt, cancelWaiting, finish } from '../../src/core/run/start-and-finish.ts';
import {
  applyProbe,
  keepCancellationRequest,
  markProcessLost,
  type ProbeResult,
} from '../../src/core/run/reconciliation.ts';
import {
  type BegunRun,
  type BegunState,
  type FinishedRun,
  hasBegun,
  isFinished,
  type Run,
  type RunStateKind,
} from '../../src/core/run/run.ts';
import type { RunEvent } from '../../src/core/run/transitions.ts';
import {
  begunRun,
  cancelRequest,
  deadlineRequest,
  endContext,
  failureOf,
  settings,
  settingsWith,
  start,
  waitingRun,
} from './core-samples.ts';

const failures = [failureOf('transient'), failureOf('interrupted'), failureOf('data')];
const requests = [cancelRequest, deadlineRequest];

const unsettled = (kind: 'reconciling' | 'orphaned') => [
  begunRun(({ attempt }) => ({ kind, attempt, since: start })),
  ...requests.map((stop) => begunRun(({ attempt }) => ({ kind, attempt, since: start, stop }))),
  ...failures.map((failure) => begunRun(({ attempt }) => ({ kind, attempt, since: start, failure }))),
];

/** Runs in this state, differing in what bears on their next move. */
export function runsIn(kind: RunStateKind): readonly Run[] {
  switch (kind) {
    case 'waiting':
      return [waitingRun(), waitingRun({ trigger: 'request' })];
    case 'running':
      return [begunRun((state) => state)];
    case 'stopping':
      return requests.map((stop) => begunRun(({ attempt }) => ({ kind, attempt, since: start, stop })));
    case 'reconciling':
    case 'orphaned':
      return unsettled(kind).flatMap((run) => [run, onLastAttempt(run)]);
    case 'finished':
      return (['succeeded', 'failed', 'skipped'] as const).map((outcome) =>
        finish(waitingRun(), { outcome, message: '' }, start),
      );
  }
}

function onLastAttempt(run: BegunRun): BegunRun {
  const state: BegunState = { ...run.state, attempt: { ...run.state.attempt, number: settings.maxAttempts } };
  return { ...run, state };
}

const results: readonly AttemptResult[] = [
  { kind: 'succeeded', rowsAffected: 3, returnValue: 0 },
  ...failures.map((failure) => ({ kind: 'failed' as const, rowsAffected: 0, failure })),
  { kind: 'foreign_run' },
  ...requests.flatMap((stop) =>
    [true, false].map((confirmed) => ({ kind: 'stopped' as const, rowsAffected: 0, confirmed, stop })),
  ),
  ...[true, false].map((confirmed) => ({
    kind: 'interrupted' as const,
    rowsAffected: 0,
    confirmed,
    failure: failureOf('interrupted'),
  })),
  { kind: 'connection_lost', rowsAffected: 0, failure: failureOf('outcome_unknown') },
];

const contexts = [endContext(start), endContext(start, settingsWith({ RETRY_TIMEOUTS: 'true' }))];
const probe = (run: BegunRun, probed: ProbeResult) =>
  contexts.map((context) => applyProbe(run, probed, context) ?? run);

/** What the core makes of the event. Nothing where the types already offer no function for this state. */
export function move(run: Run, event: RunEvent): readonly Run[] {
  if (isFinished(run)) return moveFinished(run);
  if (!hasBegun(run)) {
    switch (event) {
      case 'begin':
        return [beginAttempt(run, { startedAt: start, epoch: 1, instance: 'a:1', version: '1' })];
      case 'cancel_waiting':
        return [cancelWaiting(run, 'siti', 'wrong range', start)];
      default:
        return [];
    }
  }
  return moveBegun(run, event);
}

/** No function of the core takes a finished run and gives a run; this would stop compiling if one did not need to. */
const moveFinished = (run: FinishedRun): readonly Run[] => {
  // @ts-expect-error a finished run cannot begin
  void (() => beginAttempt(run, { startedAt: start, epoch: 1, instance: 'a:1', version: '1' }));
  // @ts-expect-error nor be cancelled
  void (() => cancelWaiting(run, '', '', start));
  // @ts-expect-error nor end again
  void (() => endAttempt(run, results[0], contexts[0]));
  // @ts-expect-error nor be judged
  void (() => applyProbe(run, 'gone', contexts[0]));
  return [];
};

function moveBegun(run: BegunRun, event: RunEvent): readonly Run[] {
  switch (event) {
    case 'begin':
    case 'cancel_waiting':
      return [];
    case 'end':
      return results.flatMap((result) => contexts.map((context) => endAttempt(run, result, context)));
    case 'process_lost':
      return [undefined, ...requests].map((stop) => markProcessLost(run, stop, start));
    case 'request_cancellation':
      return requests.map((stop) => keepCancellationRequest(run, stop) ?? run);
    case 'procedure_alive':
      return probe(run, 'alive');
    case 'procedure_gone':
      return probe(run, 'gone');
    case 'procedure_unknown':
      return probe(run, 'unknown');
  }
}
