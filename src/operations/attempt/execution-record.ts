/** Keeps what the procedure reports while it runs: a little for the lease row, more for the history. */
import {
  droppedNote,
  noProgress,
  percentOf,
  type ProcedureMessage,
  type Progress,
} from '../../core/run/progress.ts';
import { type KeepMessages, keptMessage } from '../../core/run/kept-text.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { addRows, soundMessage } from '../../core/run/sound-result.ts';
import type { EpochMs } from '../../core/time/time.ts';
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
export function recordExecution(keep: KeepMessages, onExecuting: () => void): ExecutionRecord {
  let progress: Progress = noProgress;
  let messages: readonly ProcedureMessage[] = [];
  let latest: EpochMs | undefined;
  const observer: ExecutionObserver = {
    executing: () => {
      progress = { ...progress, phase: 'executing' };
      onExecuting();
    },
    message: (message) => {
      const sound = soundMessage(message);
      const kept = keptMessage(sound, keep);
      if (kept !== undefined) messages = [...messages, kept].slice(-messagesInHistory);
      latest = sound.at;
      const messageCount = progress.messageCount + 1;
      const percent = keep === 'all' ? undefined : percentOf([sound]);
      progress = {
        ...progress,
        messageCount,
        ...omitUndefined({ percent }),
        // With none kept, their number alone: nobody should read that the procedure says nothing.
        messages:
          kept === undefined ? [droppedNote(sound.at, messageCount)] : messages.slice(-messagesInProgress),
      };
    },
    rowsAffected: (count) => {
      const { rowsReported: _, ...before } = progress;
      progress = { ...before, rowsAffected: addRows(progress.rowsAffected, count) };
    },
  };
  const kept = (): readonly ProcedureMessage[] => {
    const dropped = progress.messageCount - messages.length;
    const at = messages[0]?.at ?? latest;
    return dropped === 0 || at === undefined ? messages : [droppedNote(at, dropped), ...messages];
  };
  return { observer, progress: () => progress, messages: kept };
}
