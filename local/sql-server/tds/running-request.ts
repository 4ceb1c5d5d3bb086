/** Whether the running request has been aborted, and what may abort it. */

/** Why a request ends early: the client sent an attention, or the connection is gone. */
export type AbortCause = 'attention' | 'connection-lost';

export class RunningRequest {
  readonly #controller = new AbortController();
  #heedsAttention = true;
  #needsConnection = true;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Undefined until it is aborted. */
  get abortCause(): AbortCause | undefined {
    const cause: AbortCause | undefined = this.#controller.signal.reason;
    return cause;
  }

  ignoreAttention(): void {
    this.#heedsAttention = false;
  }

  /** The session and its locks then live until the request has ended. */
  outliveConnection(): void {
    this.#needsConnection = false;
  }

  attentionArrived(): void {
    if (this.#heedsAttention) this.#abort('attention');
  }

  connectionLost(): void {
    if (this.#needsConnection) this.#abort('connection-lost');
  }

  /** The server is shutting down. */
  terminate(): void {
    this.#abort('connection-lost');
  }

  #abort(cause: AbortCause): void {
    this.#controller.abort(cause);
  }
}
