/** Whether the running request has been told to stop, and by what it lets itself be told. */

/** Why a request ends early: the client sent an attention, or its connection is gone. */
export type AbortCause = 'attention' | 'connection-lost';

export class RunningRequest {
  readonly #controller = new AbortController();
  #heedsAttention = true;
  #needsConnection = true;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** undefined while it has not been told to stop */
  get abortCause(): AbortCause | undefined {
    const cause: AbortCause | undefined = this.#controller.signal.reason;
    return cause;
  }

  ignoreAttention(): void {
    this.#heedsAttention = false;
  }

  /** The session, with its locks, then lives on until the request has ended. */
  outliveConnection(): void {
    this.#needsConnection = false;
  }

  attentionArrived(): void {
    if (this.#heedsAttention) this.#abort('attention');
  }

  connectionLost(): void {
    if (this.#needsConnection) this.#abort('connection-lost');
  }

  /** The server itself stops. */
  terminate(): void {
    this.#abort('connection-lost');
  }

  #abort(cause: AbortCause): void {
    this.#controller.abort(cause);
  }
}
