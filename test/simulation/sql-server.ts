/**
 * SQL Server as seen from outside: sessions, one applock, and a procedure that takes time, fails, ignores a request to
 * stop, or goes on after its client has gone. Its log is the judge of "never two at once".
 */
import type { Chance } from '../support/chance.ts';
import { Applock } from './applock-holder.ts';
import type { Course } from './courses.ts';
import type { Kernel } from './kernel.ts';
import { Payroll } from './payroll.ts';

export type CallEnd = 'succeeded' | 'failed' | 'stopped' | 'killed';

export interface Call {
  readonly session: ServerSession;
  /** Which process sent it; undefined for somebody else's. */
  readonly client: string | undefined;
  readonly range: { readonly awal: string; readonly akhir: string };
  readonly began: number;
  readonly course: Course;
  ended?: { readonly at: number; readonly how: CallEnd };
}

export interface ServerSession {
  readonly client: string | undefined;
  /** As the server sees it. */
  connected: boolean;
  /** Its client has given it up; the server has yet to notice. */
  abandoned: boolean;
  call: Call | undefined;
  /** The client is told how its call ended; nobody is, once it has gone. */
  tell: ((call: Call) => void) | undefined;
  /** Its client has sent a request to stop, which may be on its way. */
  toldToStop: boolean;
  /** The server has ended the session. */
  closed: () => void;
}

export class SqlServer {
  readonly calls: Call[] = [];
  readonly applock: Applock;
  readonly payroll: Payroll;
  course: (chance: Chance) => Course;
  onCall: (call: Call) => void = () => undefined;
  onEnd: (call: Call) => void = () => undefined;
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #sessions = new Set<ServerSession>();

  constructor(kernel: Kernel, chance: Chance, course: (chance: Chance) => Course) {
    this.#kernel = kernel;
    this.applock = new Applock(kernel);
    this.payroll = new Payroll(kernel, chance.stream('payroll'));
    this.#chance = chance;
    this.course = course;
  }

  running(): readonly Call[] {
    return this.calls.filter(({ ended }) => ended === undefined);
  }

  /** Somebody else takes the applock, if it is free, and executes the procedure by hand or only holds the lock. */
  occupy(duration: number, executes: boolean): void {
    const session = this.connect(undefined);
    if (!this.applock.take(session)) return;
    const range = { awal: '2026-01-01', akhir: '2026-01-31' };
    if (executes) this.execute(session, range, () => this.disconnected(session));
    this.#kernel.after(duration, undefined, () => this.disconnected(session));
  }

  /** Whatever was somebody else's ends. */
  leave(): void {
    for (const session of this.#sessions) {
      if (session.client !== undefined) continue;
      if (session.call !== undefined) this.#end(session.call, 'killed');
      this.disconnected(session);
    }
  }

  connect(client: string | undefined, closed: () => void = () => undefined): ServerSession {
    const session: ServerSession = {
      client,
      connected: true,
      abandoned: false,
      call: undefined,
      tell: undefined,
      toldToStop: false,
      closed,
    };
    this.#sessions.add(session);
    return session;
  }

  execute(session: ServerSession, range: Call['range'], tell: (call: Call) => void): void {
    const { client } = session;
    const course = this.course(this.#chance);
    const call: Call = { session, client, range, began: this.#kernel.now, course };
    session.call = call;
    session.tell = tell;
    this.calls.push(call);
    this.onCall(call);
    const { takes, error } = course;
    this.#kernel.after(takes, undefined, () => this.#end(call, error === undefined ? 'succeeded' : 'failed'));
  }

  /** The client asks to stop its call. */
  attention({ call }: ServerSession): void {
    const within = call?.course.stopsWithin;
    if (call === undefined || within === undefined) return;
    this.#kernel.after(within, undefined, () => this.#end(call, 'stopped'));
  }

  /** The server learns that the client has gone. The lock is the session's until its call has ended. */
  disconnected(session: ServerSession): void {
    if (!session.connected) return;
    session.connected = false;
    session.tell = undefined;
    const { call } = session;
    if (call === undefined || call.ended !== undefined) return this.#close(session);
    const { outlivesClient } = call.course;
    if (outlivesClient === undefined) return;
    this.#kernel.after(outlivesClient, undefined, () => this.#end(call, 'killed'));
  }

  /** Whatever is running ends well. */
  finish(): void {
    for (const call of this.running()) this.#end(call, 'succeeded');
  }

  /** Everything on it ends at once. */
  restart(): void {
    for (const session of this.#sessions) {
      session.connected = false;
      if (session.call !== undefined) this.#end(session.call, 'killed');
      this.#close(session);
      session.closed();
    }
  }

  #end(call: Call, how: CallEnd): void {
    if (call.ended !== undefined) return;
    call.ended = { at: this.#kernel.now, how };
    this.onEnd(call);
    const { session } = call;
    if (session.connected) session.tell?.(call);
    else this.#close(session);
  }

  #close(session: ServerSession): void {
    this.applock.release(session);
    this.#sessions.delete(session);
  }
}
