/** An error that the client receives as an ERROR token, with SQL Server's number and text. */
import type { SqlMessage } from './tokens.ts';

export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly sent: readonly SqlMessage[];

  constructor(first: SqlMessage, ...more: readonly SqlMessage[]) {
    super(first.message);
    this.sent = [first, ...more];
  }
}
