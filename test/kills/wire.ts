/** What passes between one instance of the app and the services behind it, and who may hold it up. */

/** Requests to the table, requests to SQL Server in the order of an attempt, and what the procedure sends. */
export type MessageName =
  | 'read'
  | 'command'
  | 'acquire'
  | 'renew'
  | 'release'
  | 'mark'
  | 'other'
  | 'prelogin'
  | 'login'
  | 'take-applock'
  | 'test-applock'
  | 'exec'
  | 'progress'
  | 'attention'
  | 'release-applock'
  | 'batch';

export interface Message {
  readonly name: MessageName;
  /** For the log of a failure. */
  readonly detail: string;
}

/**
 * `before`: the service has not seen the message. `sent`: it is on its way. `after`: the service has answered, and the
 * sender has not seen the answer. `answered`: it is about to.
 */
export type Stage = 'before' | 'sent' | 'after' | 'answered';

/** `drop`: its sender is dead. The message goes no further, or its answer. */
export type Verdict = 'pass' | 'drop';

/** Asked at each stage of each message, with the same object. */
export type Gate = (message: Message, stage: Stage) => Promise<Verdict>;
