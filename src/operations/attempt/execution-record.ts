/** Keeps what the procedure reports while it runs: a little for the lease row, more for the history. */
import { droppedNote, noProgress, type ProcedureMessage, type Progress } from '../../core/run/progress.ts';
import { keptMessage } from '../../core/run/kept-text.ts';
import { addRows, soundMessage } from '../../core/run/sound-result.ts';
import type { ExecutionObserver } from '../../ports.ts';

/** Few enough for the lease row, which is written with every heartbeat. */
const messagesInProgress = 10;
const messagesInHistory = 200;

export interface ExecutionRecord {
  readonly observer: ExecutionObserver;
  readonly progress: () => Progress;
  /** The last ones, after a note of how many are not kept. */
  readonly messages: () => readonly ProcedureMessage[];
}

/** `onExecuting` is called when EXEC is about to be sent. */
export function recordExecution(onExecuting: () => void): ExecutionRecord {
  let progress: Progress = noProgress;
  let messages: readonly ProcedureMessage[] = [];
  const observer: ExecutionObserver = {
    executing: () => {
      progress = { ...progress, phase: 'executing' };
      onExecuting();
    },
    message: (message) => {
      messages = [...messages, keptMessage(soundMessage(message))].slice(-messagesInHistory);
      const messageCount = progress.messageCount + 1;
      progress = { ...progress, messageCount, messages: messages.slice(-messagesInProgress) };
    },
    rowsAffected: (count) => {
      const { rowsReported: _, ...before } = progress;
      progress = { ...before, rowsAffected: addRows(progress.rowsAffected, count) };
    },
  };
  const kept = (): readonly ProcedureMessage[] => {
    const dropped = progress.messageCount - messages.length;
    const [first] = messages;
    return dropped === 0 || first === undefined ? messages : [droppedNote(first.at, dropped), ...messages];
  };
  return { observer, progress: () => progress, messages: kept };
}
