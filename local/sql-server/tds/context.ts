/** What the handler of a request gets: where to send rows and messages, and whether the request was cancelled. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Column } from './column-types.ts';
import type { ResponseWriter } from './response-writer.ts';
import type { RunningRequest } from './running-request.ts';
import {
  columnsToken,
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
import type { SqlValue } from './values.ts';

/** What a request may do to its session; only faults need it. */
export interface SessionControl {
  readonly spid: number;
  readonly user: string;
  readonly database: string;
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

  /** Like RAISERROR … WITH NOWAIT: the client gets it at once. */
  sendMessage(message: SqlMessage): void {
    this.#write(infoToken(message));
    this.#writer.flush();
  }

  sendErrors(messages: readonly SqlMessage[]): void {
    this.#failed = true;
    this.returnStatus = undefined;
    for (const message of messages) this.#write(errorToken(message));
  }

  startResult(columns: readonly Column[]): void {
    this.#endResult();
    this.#columns = columns;
    this.#rowCount = 0;
    this.#write(columnsToken(columns));
  }

  /** Sends a row of the current result; waits while the client is not reading. */
  async sendRow(values: readonly SqlValue[]): Promise<void> {
    this.#write(rowToken(this.#columns ?? [], values));
    this.#rowCount++;
    if (this.#writer.isFull) await this.#writer.drained(this.signal);
  }

  sendRowCount(count: number): void {
    this.#endResult();
    this.#writeDone(count);
  }

  finish(): void {
    this.#endResult();
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

  #endResult(): void {
    if (this.#columns === undefined) return;
    this.#columns = undefined;
    this.#writeDone(this.#rowCount);
  }

  #writeDone(count: number): void {
    const flags = doneFlag.count | doneFlag.more;
    this.#write(this.#inProcedure ? doneInProcToken(flags, count) : doneToken(flags, count));
  }

  #write(token: Buffer): void {
    this.signal.throwIfAborted();
    this.#writer.write(token);
  }
}
