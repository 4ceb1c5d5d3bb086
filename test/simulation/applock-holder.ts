/** Who holds the applock of the simulated server, and who waits for it. */
import type { Kernel } from './kernel.ts';
import type { ServerSession } from './sql-server.ts';

interface Waiting {
  readonly session: ServerSession;
  readonly answer: (granted: boolean) => void;
}

export class Applock {
  onTaken: (session: ServerSession) => void = () => undefined;
  readonly #kernel: Kernel;
  readonly #waiting: Waiting[] = [];
  #holder: ServerSession | undefined;
  /** Who held it when this client was last refused. */
  readonly refusedFor = new Map<string | undefined, ServerSession>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Answers at once, or when it becomes free within the time. */
  ask(session: ServerSession, wait: number, answer: (granted: boolean) => void): void {
    const granted = this.take(session);
    const refuse = (): void => {
      if (this.#holder !== undefined) this.refusedFor.set(session.client, this.#holder);
      answer(false);
    };
    if (granted) return answer(true);
    if (wait <= 0 || !session.connected) return refuse();
    const waiting = { session, answer };
    this.#waiting.push(waiting);
    this.#kernel.after(wait, undefined, () => {
      const place = this.#waiting.indexOf(waiting);
      if (place === -1) return;
      this.#waiting.splice(place, 1);
      refuse();
    });
  }

  isFree(): boolean {
    return this.#holder === undefined;
  }

  take(session: ServerSession): boolean {
    if (!session.connected || (this.#holder !== undefined && this.#holder !== session)) return false;
    this.#holder = session;
    this.onTaken(session);
    return true;
  }

  release(session: ServerSession): void {
    if (this.#holder !== session) return;
    this.#holder = undefined;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!this.take(next.session)) continue;
      next.answer(true);
      return;
    }
  }
}
