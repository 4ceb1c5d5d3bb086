/** An error that is sent to the client as an ERROR token, in SQL Server's numbers and words. */
import type { SqlMessage } from './tokens.ts';

export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly sent: readonly SqlMessage[];

  constructor(first: SqlMessage, ...more: readonly SqlMessage[]) {
    super(first.message);
    this.sent = [first, ...more];
  }
}
