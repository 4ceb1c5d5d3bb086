/** One TCP connection to the simulated server: it can break on one side before the other notices. */
import type { Host } from './kernel.ts';
import type { Link } from './link.ts';
import type { ServerSession, SqlServer } from './sql-server.ts';

/** How long a server takes to notice that a client has gone without a word (TCP keep-alive). */
export const noticesWithin = 90_000;

/** What a login may meet: a refusal, a server that is busy, or silence. */
export type LoginTrouble = 'login' | 'busy' | 'silent';

export interface Line {
  readonly server: SqlServer;
  readonly trouble: () => LoginTrouble | undefined;
  readonly link: Link;
  readonly host: Host & { readonly name: string };
  /** Those that the process's system closes when the process dies. */
  readonly connections: Set<Connection>;
}

const driverError = (code: string, message: string): Error => Object.assign(new Error(message), { code });

export class Connection {
  readonly line: Line;
  session: ServerSession | undefined;
  /** A request was not sent, because the connection had broken before. */
  wasDeadBeforeRequest = false;
  #dead = false;
  /** Something on the way has ended it: a login on its way does not arrive. */
  #cutOff = false;
  #broken: ((error: Error) => void) | undefined;

  constructor(line: Line) {
    this.line = line;
  }

  logIn(): Promise<void> {
    const { server, link, host } = this.line;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const answer = (give: () => void): void => void link.kernel.after(link.latency(), host, give);
    const cut = link.state();
    const trouble = this.line.trouble();
    this.#broken = reject;
    if (cut === 'refused') answer(() => reject(driverError('ESOCKET', 'Failed to connect: ECONNREFUSED')));
    if (cut !== undefined || trouble === 'silent') return promise;
    link.kernel.after(link.latency(), undefined, () => {
      if (trouble === 'login') {
        answer(() => reject(Object.assign(driverError('ELOGIN', 'Login failed'), { number: 18_456 })));
      } else if (trouble === 'busy') {
        answer(() => reject(Object.assign(driverError('ELOGIN', 'Not available'), { number: 40_613 })));
      } else if (!this.#dead && !this.#cutOff) {
        this.session = server.connect(host.name, () => this.#break());
        answer(resolve);
      }
    });
    return promise;
  }

  /** Asks the server for something; the answer comes when the server gives it. Rejects when the connection breaks. */
  ask<T>(work: (session: ServerSession, answer: (value: T) => void) => void): Promise<T> {
    const { host } = this.line;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const { session } = this;
    if (this.#dead || session === undefined) {
      this.wasDeadBeforeRequest = true;
      return Promise.reject(driverError('ECONNCLOSED', 'Connection is closed.'));
    }
    this.#broken = reject;
    this.#carry(undefined, () => {
      if (session.connected) work(session, (value) => this.#carry(host, () => resolve(value)));
    });
    return promise;
  }

  /** Sends without waiting for an answer. */
  tell(work: (session: ServerSession) => void): void {
    const { session } = this;
    if (session !== undefined && !this.#dead)
      this.#carry(undefined, () => session.connected && work(session));
  }

  /** From this side, at once. The server learns of it soon, or late if nothing gets through. */
  drop(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#broken?.(driverError('ECLOSE', 'Connection was closed'));
    this.#serverLearns();
  }

  /** Something on the way has ended it: this side hears of it, the server as given or soon. */
  reset(noticedAfter?: number): void {
    this.#cutOff = true;
    this.#break();
    this.#serverLearns(noticedAfter);
  }

  get isDead(): boolean {
    return this.#dead;
  }

  /** The process has died: its system closes the connection. */
  orphan(): void {
    this.#dead = true;
    this.#serverLearns();
  }

  #serverLearns(after?: number): void {
    const { server, link } = this.line;
    const { session } = this;
    if (session === undefined) return;
    session.abandoned = true;
    const delay = after ?? (link.state() === undefined ? link.latency() : noticesWithin);
    link.kernel.after(delay, undefined, () => server.disconnected(session));
  }

  /** The server, or something on the way, has ended it. */
  #break(): void {
    const { link, host } = this.line;
    if (link.state() !== undefined) return;
    link.kernel.after(link.latency(), host, () => {
      this.#dead = true;
      this.#broken?.(driverError('ECONNRESET', 'read ECONNRESET'));
    });
  }

  /** A packet that meets a cut is sent again until the cut is over; a long one ends the connection. */
  #carry(host: Line['host'] | undefined, arrive: () => void): void {
    const { link, server } = this.line;
    const wait = link.state() === undefined ? 0 : link.cutUntil - link.kernel.now;
    if (wait > noticesWithin) {
      const { session } = this;
      link.kernel.after(noticesWithin, undefined, () => session && server.disconnected(session));
      link.kernel.after(wait, this.line.host, () => this.#break());
      return;
    }
    link.kernel.after(wait + link.latency(), host, arrive);
  }
}
