/** What the handler of a request gets: where to send rows and messages, and whether the request was cancelled. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Column } from './column-types.ts';
import type { ResponseWriter } from './response-writer.ts';
import type { RunningRequest } from './running-request.ts';
import {
  columnsToken,
  doneCommand,
  doneFlag,
  doneInProcToken,
  doneProcToken,
  doneToken,
  errorToken,
  infoToken,
  returnStatusToken,
  rowToken,
  type SqlMessage,
} from './tokens.ts';
import type { Transactions } from './transactions.ts';
import type { SqlValue } from './values.ts';

/** What a request may do to its session; only faults need it. */
export interface SessionControl {
  readonly spid: number;
  readonly user: string;
  readonly database: string;
  readonly transactions: Transactions;
  readonly reset: () => void;
  readonly hangUp: () => void;
}

export class RequestContext {
  readonly session: SessionControl;
  readonly running: RunningRequest;
  readonly #writer: ResponseWriter;
  /** Inside a procedure, results end with DONEINPROC: after DONE, the driver silently drops them. */
  readonly #inProcedure: boolean;
  #columns: readonly Column[] | undefined;
  #rowCount = 0;
  #counted = true;
  #failed = false;
  returnStatus: number | undefined = 0;

  constructor(
    session: SessionControl,
    running: RunningRequest,
    writer: ResponseWriter,
    inProcedure: boolean,
  ) {
    this.session = session;
    this.running = running;
    this.#writer = writer;
    this.#inProcedure = inProcedure;
  }

  get signal(): AbortSignal {
    return this.running.signal;
  }

  /** At once like RAISERROR … WITH NOWAIT, or like PRINT when the buffer is full. */
  sendMessage(message: SqlMessage, when: 'now' | 'later' = 'now'): void {
    this.#write(infoToken(message));
    if (when === 'now') this.flush();
  }

  flush(): void {
    this.#writer.flush();
  }

  sendErrors(messages: readonly SqlMessage[]): void {
    this.#failed = true;
    this.returnStatus = undefined;
    for (const message of messages) this.#write(errorToken(message));
  }

  /** `uncounted`: with NOCOUNT ON. */
  startResult(columns: readonly Column[], counted: 'counted' | 'uncounted' = 'counted'): void {
    this.endResult();
    this.#columns = columns;
    this.#counted = counted === 'counted';
    this.#rowCount = 0;
    this.#write(columnsToken(columns));
  }

  /** Sends a row of the current result; waits while the client is not reading. */
  async sendRow(values: readonly SqlValue[]): Promise<void> {
    this.#write(rowToken(this.#columns ?? [], values));
    this.#rowCount++;
    if (this.#writer.isFull) await this.#writer.drained(this.signal);
  }

  sendRowCount(count: number, command: number): void {
    this.endResult();
    this.#writeDone(count, command);
  }

  finish(): void {
    this.endResult();
    const flags = this.#failed ? doneFlag.error : doneFlag.final;
    if (!this.#inProcedure) return this.#write(doneToken(flags));
    if (this.returnStatus !== undefined) this.#write(returnStatusToken(this.returnStatus));
    return this.#write(doneProcToken(flags));
  }

  /** Throws when the request is aborted; returns early when `hurry` is aborted. */
  async sleep(ms: number, hurry?: AbortSignal): Promise<void> {
    const { signal } = this;
    signal.throwIfAborted();
    const early = hurry === undefined ? signal : AbortSignal.any([signal, hurry]);
    await wait(ms, undefined, { signal: early }).catch(() => signal.throwIfAborted());
  }

  endResult(): void {
    if (this.#columns === undefined) return;
    this.#columns = undefined;
    this.#writeDone(this.#counted ? this.#rowCount : undefined, doneCommand.select);
  }

  #writeDone(count: number | undefined, command: number): void {
    const flags = count === undefined ? doneFlag.more : doneFlag.count | doneFlag.more;
    const token = this.#inProcedure ? doneInProcToken : doneToken;
    this.#write(token(flags, count, command));
  }

  #write(token: Buffer): void {
    this.signal.throwIfAborted();
    this.#writer.write(token);
  }
}
