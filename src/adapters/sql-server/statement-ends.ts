/**
 * Follows the DONE tokens of a response. The driver passes on their row counts, but not to which statement each
 * belongs: the rows that a SELECT returns, or that `SELECT @x = …` reads, look like rows that were changed. So the
 * tokens are read where the driver handles them; if it hands none over, nothing is reported.
 */

export interface StatementEnds {
  /** Every error of the server, of which the driver reports only the first. */
  readonly failed: (token: unknown) => void;
  /** The server has answered, so the procedure was sent. */
  readonly answered: () => void;
  /** A statement has changed this many rows. */
  readonly changed: (rows: number) => void;
  /** The procedure has ended by itself, without an error. Also after a request to stop was sent. */
  readonly procedureEnded: () => void;
}

/** INSERT, DELETE, UPDATE, MERGE, SELECT INTO and BULK INSERT, as SqlClient and the JDBC driver name them. */
const changing: ReadonlySet<unknown> = new Set([0xc3, 0xc4, 0xc5, 0x117, 0xc2, 0xf0]);

export function followTokens(handler: object, ends: StatementEnds): void {
  ends.answered();
  const follow = (method: string, take: (token: unknown) => void): void =>
    intercept(handler, method, (token) => {
      take(token);
      return true;
    });
  follow('onErrorMessage', ends.failed);
  follow('onDoneInProc', (token) => {
    const rows = property(token, 'rowCount');
    if (typeof rows === 'number' && changing.has(property(token, 'curCmd'))) ends.changed(rows);
  });
  let returned = false;
  follow('onReturnStatus', () => {
    returned = true;
  });
  follow('onDoneProc', (token) => {
    const last = property(token, 'more') === false && property(token, 'sqlError') === false;
    if (returned && last) ends.procedureEnded();
  });
}

/** Calls `before` with each token, then the driver's own method if `before` agrees. */
export function intercept(handler: object, method: string, before: (token: unknown) => boolean): void {
  const handle: unknown = Reflect.get(handler, method);
  if (typeof handle !== 'function') return;
  Reflect.set(handler, method, (token: unknown): unknown =>
    before(token) ? Reflect.apply(handle, handler, [token]) : undefined,
  );
}

export const property = (token: unknown, name: string): unknown =>
  typeof token === 'object' && token !== null ? Reflect.get(token, name) : undefined;
