/** Sessions by the random id in their cookie. In memory: restarting the host ends all of them. */
import { randomBytes } from 'node:crypto';

import type { User } from './principal.ts';

/** App Service's default. */
const lifetimeMs = 8 * 60 * 60_000;

export interface Session {
  readonly id: string;
  readonly user: User;
  readonly expiresAt: number;
}

export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  begin(user: User): Session {
    for (const { id, expiresAt } of this.#sessions.values()) if (expiresAt <= this.#now()) this.end(id);
    const session = {
      id: randomBytes(32).toString('base64url'),
      user,
      expiresAt: this.#now() + lifetimeMs,
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  find(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#sessions.get(id);
    return session !== undefined && session.expiresAt > this.#now() ? session : undefined;
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }
}
