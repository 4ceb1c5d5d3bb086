/** Executes the procedure once while keeping the lease, watching the time limit and passing on a request to cancel. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import { schedulerDefect } from '../../core/run/failure.ts';
import { defectText, keptResult } from '../../core/run/kept-text.ts';
import type { ProcedureMessage } from '../../core/run/progress.ts';
import { soundResult } from '../../core/run/sound-result.ts';
import type { BegunRun } from '../../core/run/run.ts';
import type { Execution, Log, World } from '../../ports.ts';
import { createAbort } from './abort.ts';
import { recordExecution } from './execution-record.ts';
import { type HeldSnapshot, keepLease } from './keep-lease.ts';

export interface EndedExecution {
  readonly result: AttemptResult;
  readonly messages: readonly ProcedureMessage[];
  /** The rows as the last heartbeat left them. */
  readonly held: HeldSnapshot;
}

export async function executeAttempt(
  world: World,
  log: Log,
  held: HeldSnapshot,
  run: BegunRun,
): Promise<EndedExecution> {
  const { signal, reason, abort, request } = createAbort();
  const ended = new AbortController();

  const onShutdown = (): void => abort({ cause: 'shutdown' });
  world.shutdown.addEventListener('abort', onShutdown, { signal: ended.signal });
  if (world.shutdown.aborted) onShutdown();

  // The driver's own timeout ends with the first packet, so the scheduler keeps the time itself.
  const watchTimeLimit = async (): Promise<void> => {
    await world.clock.sleep(world.settings.runTimeout, ended.signal);
    if (!ended.signal.aborted) abort({ cause: 'deadline', at: world.clock.now() });
  };
  const { observer, progress, messages } = recordExecution(
    world.settings.keepMessages,
    () => void watchTimeLimit(),
  );

  const { confirm, rows } = keepLease(world, log, held, {
    progress,
    ownRequest: request,
    onRequest: abort,
    ended: ended.signal,
  });
  const execution = { range: run.range, observer, abort: { signal, reason }, confirmLease: confirm, log };
  const result = keptResult(await executeSafely(world, run, execution));
  ended.abort();
  return { result, messages: messages(), held: await rows };
}

/** A defect in the runner must not stop the scheduler; whether the procedure still runs is then unknown. */
async function executeSafely(world: World, run: BegunRun, execution: Execution): Promise<AttemptResult> {
  try {
    return soundResult(await world.runner.execute(execution));
  } catch (error) {
    const details = defectText(error, world.settings.keepMessages);
    const message = `the runner failed unexpectedly: ${details}`;
    execution.log.error(message, { runId: run.id });
    return { kind: 'connection_lost', rowsAffected: undefined, failure: { ...schedulerDefect, message } };
  }
}
