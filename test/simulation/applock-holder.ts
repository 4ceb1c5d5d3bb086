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
  /** When a session that nobody answers for, or somebody else's, last gave it up. */
  #foreignUntil = -Infinity;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Answers at once, or when it becomes free within the time. */
  ask(session: ServerSession, wait: number, answer: (granted: boolean) => void): void {
    const granted = this.take(session);
    if (granted || wait <= 0 || !session.connected) return answer(granted);
    const waiting = { session, answer };
    this.#waiting.push(waiting);
    this.#kernel.after(wait, undefined, () => {
      const place = this.#waiting.indexOf(waiting);
      if (place === -1) return;
      this.#waiting.splice(place, 1);
      answer(false);
    });
  }

  take(session: ServerSession): boolean {
    if (!session.connected || (this.#holder !== undefined && this.#holder !== session)) return false;
    this.#holder = session;
    this.onTaken(session);
    return true;
  }

  release(session: ServerSession): void {
    if (this.#holder !== session) return;
    if (isForeign(session)) this.#foreignUntil = this.#kernel.now;
    this.#holder = undefined;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!this.take(next.session)) continue;
      next.answer(true);
      return;
    }
  }

  /** Whether somebody else, or a session of ours that was given up, has held it at any time since then. */
  foreignHeldSince(instant: number): boolean {
    const holder = this.#holder;
    return (holder !== undefined && isForeign(holder)) || this.#foreignUntil >= instant;
  }
}

const isForeign = ({ client, abandoned }: ServerSession): boolean => client === undefined || abandoned;
