/** The history against the server's own log. */
import type { EndedAttempt, Run } from '../../../src/core/run/run.ts';
import type { Call } from '../sql-server.ts';
import { begunBy } from './exclusion.ts';
import type { MakeCheck } from './check.ts';
import type { Commit } from '../truth.ts';

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

/** Attempts that this write ends. */
export function endedBy({ run, runBefore }: Commit): readonly EndedAttempt[] {
  return run === undefined ? [] : run.attempts.slice(runBefore?.attempts.length ?? 0);
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

export const endsAreTrue =
  (ledger: AttemptLedger): MakeCheck =>
  () => ({
    claim: 'what the history says of an attempt is what happened on the server',
    committed: (commit) => {
      const { run } = commit;
      for (const ended of endedBy(commit)) {
        const call = ledger.find(run?.id ?? '', ended.number)?.call;
        const which = `attempt ${ended.number} of run ${run?.id}`;
        if (call !== undefined && call.ended === undefined) {
          return `${which} was recorded as ${ended.outcome} while its procedure was still executing`;
        }
        if (ended.outcome === 'succeeded' && call?.ended?.how !== 'succeeded') {
          return `${which} was recorded as a success, but on the server it ${call?.ended?.how ?? 'was never executed'}`;
        }
        if (ended.outcome === 'skipped' && call !== undefined)
          return `${which} was recorded as skipped, but it was executed`;
      }
      return undefined;
    },
  });
