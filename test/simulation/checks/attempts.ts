/** The history against the server's own log. */
import { type EndedAttempt, isFinished, type Run } from '../../../src/core/run/run.ts';
import type { Call } from '../sql-server.ts';
import type { MakeCheck } from './check.ts';
import { longestTrip } from '../link.ts';
import { begunBy, endedBy } from './run-news.ts';
import { onItsWay } from './undisturbed.ts';

interface Begun {
  readonly run: Run;
  readonly attempt: number;
  call?: Call;
}

/** Which attempt each call belongs to: a process executes one at a time. */
export class AttemptLedger {
  readonly #latest = new Map<string, Begun>();
  readonly #all = new Map<string, Begun>();

  begin(run: Run): void {
    if (run.state.kind !== 'running') return;
    const { number, instance } = run.state.attempt;
    const begun = { run, attempt: number };
    this.#latest.set(instance, begun);
    this.#all.set(`${run.id} ${number}`, begun);
  }

  of(instance: string): Begun | undefined {
    return this.#latest.get(instance);
  }

  find(runId: string, attempt: number): Begun | undefined {
    return this.#all.get(`${runId} ${attempt}`);
  }
}

/** `ledger` is shared by the checks that tell which call is whose. */
export const callsAreAttempts =
  (ledger: AttemptLedger): MakeCheck =>
  () => ({
    claim: 'every EXEC that the server saw is an attempt on record',
    committed: (commit) => {
      const run = begunBy(commit);
      if (run !== undefined) ledger.begin(run);
      return undefined;
    },
    called: (call, { truth }) => {
      if (call.client === undefined) return undefined;
      const begun = ledger.of(call.client);
      if (begun === undefined) return `${call.client} executed the procedure without an attempt on record`;
      const { run, attempt } = begun;
      if (begun.call !== undefined) return `attempt ${attempt} of run ${run.id} executed the procedure twice`;
      begun.call = call;
      const { awal, akhir } = run.range;
      if (call.range.awal !== awal || call.range.akhir !== akhir) {
        return `attempt ${attempt} of run ${run.id} executed ${call.range.awal} to ${call.range.akhir}, but its range is ${awal} to ${akhir}`;
      }
      const active = truth.rows?.state.active;
      const open =
        active?.id === run.id && active.state.kind !== 'waiting' && active.state.attempt.number === attempt;
      return open
        ? undefined
        : `attempt ${attempt} of run ${run.id} executed the procedure after it was settled`;
    },
  });

/** How the history contradicts the server, or undefined. */
function contradiction(ended: EndedAttempt, call: Call | undefined): string | undefined {
  const { outcome, failure, rowsAffected } = ended;
  const how = call?.ended?.how ?? 'was never executed';
  if (call !== undefined && call.ended === undefined)
    return `was recorded as ${outcome} while its procedure was still executing`;
  if (outcome === 'succeeded' && how !== 'succeeded')
    return `was recorded as a success, but on the server it ${how}`;
  if (outcome === 'succeeded' && rowsAffected !== call?.course.rows)
    return `was recorded with ${rowsAffected} rows, but on the server it changed ${call?.course.rows}`;
  if (outcome === 'skipped' && call !== undefined) return 'was recorded as skipped, but it was executed';
  const error = how === 'failed' ? call?.course.error?.number : undefined;
  return call !== undefined && failure?.number !== undefined && failure.number !== error
    ? `was recorded with error ${failure.number}, but on the server it ${how} with ${error ?? 'none'}`
    : undefined;
}

export const endsAreTrue =
  (ledger: AttemptLedger): MakeCheck =>
  () => ({
    claim: 'what the history says of an attempt is what happened on the server',
    committed: (commit) => {
      const { run } = commit;
      for (const ended of endedBy(commit)) {
        const which = `attempt ${ended.number} of run ${run?.id}`;
        const problem = contradiction(ended, ledger.find(run?.id ?? '', ended.number)?.call);
        if (problem !== undefined) return `${which} ${problem}`;
        const outcome = run !== undefined && isFinished(run) ? run.state.outcome : 'not finished';
        if ((ended.outcome === 'succeeded') !== (outcome === 'succeeded'))
          return `${which} was recorded as ${ended.outcome}, but its run is ${outcome}`;
      }
      return undefined;
    },
  });

/** Rounding, and clocks that run fast. */
const nearly = 0.999;

export const limitIsGranted =
  (ledger: AttemptLedger): MakeCheck =>
  () => ({
    claim: 'no procedure is stopped for its time limit before it has had that time',
    committed: (commit, { settings, disturbances }) => {
      for (const { outcome, number, instance } of endedBy(commit)) {
        const call = ledger.find(commit.run?.id ?? '', number)?.call;
        // One that the server ended by itself did not use its time.
        if (outcome !== 'timed_out' || call?.ended?.how !== 'stopped') continue;
        // The limit counts from when EXEC was sent, which may have been held up on its way.
        if (disturbances.since(instance, call.began - onItsWay, ['fault'])) continue;
        const lasted = call.ended.at - call.began;
        if (lasted < settings.runTimeout * nearly - 2 * longestTrip)
          return `attempt ${number} of run ${commit.run?.id} was stopped after ${lasted} ms`;
      }
      return undefined;
    },
  });
