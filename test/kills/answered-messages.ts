/** Which messages have been answered in this round: from them it is seen how far the others are while one is suspended. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from './instance.ts';
import type { Until } from './plan.ts';
import type { MessageName } from './wire.ts';

interface Answered {
  readonly instance: Instance;
  readonly name: MessageName;
  readonly at: number;
}

export class AnsweredMessages {
  readonly #leaseExpiryMs: number;
  #all: Answered[] = [];

  constructor(leaseExpiryMs: number) {
    this.#leaseExpiryMs = leaseExpiryMs;
  }

  forget(): void {
    this.#all = [];
  }

  note(instance: Instance, name: MessageName): void {
    this.#all.push({ instance, name, at: Date.now() });
  }

  /**
   * Gives up when the others have had time to ask SQL Server and have not settled the run: as long as a suspended
   * process holds the applock, they only wait for it.
   */
  async until(until: Until, victim: Instance): Promise<void> {
    const from = this.#all.length;
    let deadline = Date.now() + this.#leaseExpiryMs + (until === 'expired' ? 700 : 5_000);
    const by = (name: MessageName): boolean =>
      this.#all.slice(from).some((each) => each.name === name && each.instance !== victim);
    const reached = (): boolean => {
      switch (until) {
        case 'expired':
          return false;
        case 'settled':
          return by('release');
        case 'retry taken':
          return by('acquire');
        case 'retry connecting':
          return this.#retryConnects(from, victim);
        case 'retry executing':
          return by('progress');
        case 'finished':
          return by('acquire') && by('progress') && this.#all.at(-1)?.name === 'release';
      }
    };
    while (!reached() && Date.now() < deadline) {
      await wait(5);
      if (by('mark') && !by('release')) deadline = Math.min(deadline, this.#lastMark(from) + 1_500);
    }
  }

  /** The driver connects twice, and takes the applock then. */
  #retryConnects(from: number, victim: Instance): boolean {
    const others = this.#all.slice(from).filter(({ instance }) => instance !== victim);
    const taken = others.findIndex(({ name }) => name === 'acquire');
    return taken >= 0 && others.slice(taken).filter(({ name }) => name === 'prelogin').length >= 2;
  }

  #lastMark(from: number): number {
    return this.#all.slice(from).findLast(({ name }) => name === 'mark')?.at ?? 0;
  }
}
