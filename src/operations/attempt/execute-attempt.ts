/** Executes the procedure once, with the lease kept, the deadline watched and orders to stop passed on. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import { noProgress, type ProcedureMessage, type Progress } from '../../core/run/progress.ts';
import type { BegunRun } from '../../core/run/run.ts';
import type { AbortOrder, ExecutionObserver, Log, World } from '../../ports.ts';
import { type HeldSnapshot, keepLease } from './keep-lease.ts';

/** Few enough for the lease row, which is written with every heartbeat. */
const messagesInProgress = 10;
const messagesInHistory = 200;

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
  const abort = new AbortController();
  const done = new AbortController();
  const order = (given: AbortOrder): void => abort.abort(given);
  const onShutdown = (): void => order({ cause: 'shutdown' });
  world.shutdown.addEventListener('abort', onShutdown);
  if (world.shutdown.aborted) onShutdown();

  const record = createRecord();
  const keeping = keepLease(world, log, held, {
    progress: record.progress,
    ownOrder: () => stopOrderOf(abort.signal),
    onOrder: order,
    done: done.signal,
  });
  const observer: ExecutionObserver = {
    ...record.observer,
    executing: () => {
      record.observer.executing();
      void watchDeadline(world, done.signal, order);
    },
  };
  const result = await executeSafely(world, log, run, observer, abort.signal);
  done.abort();
  world.shutdown.removeEventListener('abort', onShutdown);
  return { result, messages: record.messages(), held: await keeping };
}

function stopOrderOf(signal: AbortSignal) {
  const given: AbortOrder | undefined = signal.aborted ? signal.reason : undefined;
  return given === undefined || given.cause === 'shutdown' ? undefined : given;
}

/** The driver's own timeout ends with the first packet, so the bound is ours. */
async function watchDeadline(
  world: World,
  done: AbortSignal,
  order: (given: AbortOrder) => void,
): Promise<void> {
  await world.clock.sleep(world.settings.runTimeout, done);
  if (!done.aborted) order({ cause: 'deadline', at: world.clock.now() });
}

/** A defect in the runner must not stop the scheduler; what the procedure did is then unknown. */
async function executeSafely(
  world: World,
  log: Log,
  run: BegunRun,
  observer: ExecutionObserver,
  signal: AbortSignal,
): Promise<AttemptResult> {
  try {
    return await world.runner.execute({ range: run.range, observer, signal, log });
  } catch (error) {
    const message = `the runner failed unexpectedly: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    log.error(message, { runId: run.id });
    const remedy = 'This is a defect of the scheduler: report it with this message.';
    return { kind: 'connection_lost', rowsAffected: 0, failure: { class: 'unclassified', message, remedy } };
  }
}

function createRecord() {
  let progress: Progress = noProgress;
  let messages: readonly ProcedureMessage[] = [];
  const observer: ExecutionObserver = {
    executing: () => {
      progress = { ...progress, phase: 'executing' };
    },
    message: (message) => {
      messages = [...messages, message].slice(-messagesInHistory);
      progress = {
        ...progress,
        messageCount: progress.messageCount + 1,
        messages: messages.slice(-messagesInProgress),
      };
    },
    rowsAffected: (count) => {
      progress = { ...progress, rowsAffected: progress.rowsAffected + count };
    },
  };
  return { observer, progress: () => progress, messages: () => messages };
}
