/** A request on a simulated session, with those of the driver's methods that the adapter calls. */
import type { StatementEnds } from '../../src/adapters/sql-server/statement-ends.ts';
import type { Connection } from './connection.ts';
import type { Reply } from './payroll.ts';
import type { Call } from './sql-server.ts';

type Listener = (value: unknown) => void;

const failure = (fields: object, message: string): Error => Object.assign(new Error(message), fields);

/** As the adapter quotes the one of the simulation. */
const pendingProcedure = '[dbo].[spJamkerjaPending]';

const canceled = (): Error => failure({ code: 'ECANCEL' }, 'Canceled.');

export class SimulatedRequest {
  stream = false;
  arrayRowMode = false;
  readonly #connection: Connection;
  readonly #ends: () => StatementEnds | undefined;
  readonly #values = new Map<string, string>();
  readonly #hears = new Map<string, Listener>();
  #sent = false;
  #stopping = false;

  constructor(connection: Connection, ends: () => StatementEnds | undefined) {
    this.#connection = connection;
    this.#ends = ends;
  }

  input(name: string, _type: unknown, value: unknown): this {
    this.#values.set(name, value instanceof Date ? value.toISOString() : String(value));
    return this;
  }

  on(event: string, listener: Listener): this {
    this.#hears.set(event, listener);
    return this;
  }

  cancel(): void {
    this.#stopping = true;
    if (!this.#sent) return;
    const { server } = this.#connection.line;
    const { session } = this.#connection;
    if (session !== undefined) session.toldToStop = true;
    this.#connection.tell((each) => server.attention(each));
  }

  async execute(
    name: string,
  ): Promise<{ readonly returnValue: number; readonly recordsets?: readonly unknown[][] }> {
    const { server } = this.#connection.line;
    if (name === 'sp_getapplock') {
      return this.#connection.ask((session, answer) =>
        server.applock.ask(session, Number(this.#values.get('LockTimeout')), (granted) =>
          answer({ returnValue: granted ? 0 : -1 }),
        ),
      );
    }
    if (name === pendingProcedure) return this.#askPayroll();
    // The driver, too, first waits for its connection, and sends nothing if it was cancelled meanwhile.
    await Promise.resolve();
    if (this.#stopping) throw canceled();
    this.#sent = true;
    const [awal = '', akhir = ''] = [...this.#values.values()];
    const call = await this.#connection.ask<Call>((session, answer) =>
      server.execute(session, { awal, akhir }, answer),
    );
    return this.#endOf(call);
  }

  /** The only query is that of the probe, and its one value says whether the applock is free. */
  async query(): Promise<{ readonly recordset: readonly [{ readonly free: 0 | 1 }] }> {
    const { server } = this.#connection.line;
    return this.#connection.ask((_session, answer) =>
      answer({ recordset: [{ free: server.applock.isFree() ? 1 : 0 }] }),
    );
  }

  /** The only batch is the one that rolls back and gives up the applock. */
  async batch(): Promise<void> {
    const { server } = this.#connection.line;
    await this.#connection.ask<undefined>((session, answer) => {
      server.applock.release(session);
      answer(undefined);
    });
  }

  async #askPayroll(): Promise<{ readonly returnValue: number; readonly recordsets: readonly unknown[][] }> {
    const { server, host } = this.#connection.line;
    const since = Date.parse(this.#values.get('sejak') ?? '');
    const reply = await this.#connection.ask<Reply>((_session, answer) =>
      server.payroll.ask(host.name, since, answer),
    );
    if (reply.kind === 'error')
      throw failure({ code: 'EREQUEST', number: 50_000, class: 16, state: 1 }, 'Arsip sedang dipindahkan');
    const columns = reply.columns.map((name) => ({ name }));
    return { returnValue: 0, recordsets: [Object.assign([...reply.rows], { columns })] };
  }

  #endOf({ ended, course }: Call): { readonly returnValue: number } {
    const ends = this.#ends();
    ends?.answered();
    const { prints } = course;
    if (prints !== undefined) this.#hears.get('info')?.({ message: prints, number: 0 });
    switch (ended?.how) {
      case 'succeeded':
        ends?.changed(course.rows);
        ends?.procedureEnded();
        if (this.#stopping) throw canceled();
        return { returnValue: 0 };
      case 'failed': {
        const { message = '', ...token } = course.error ?? {};
        ends?.failed({ ...token, message, lineNumber: 7, procName: 'dbo.spJamkerja' });
        throw failure({ ...token, code: 'EREQUEST', lineNumber: 7, procName: 'dbo.spJamkerja' }, message);
      }
      case 'stopped':
        throw canceled();
      case 'killed':
      case undefined:
        throw failure({ code: 'ECONNRESET' }, 'read ECONNRESET');
    }
  }
}
