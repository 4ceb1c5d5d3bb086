/**
 * Virtual time. Every await of the simulated world ends here: one event at a time, at its instant, in an order that the
 * seed decides where instants are equal.
 */
import { setImmediate } from 'node:timers/promises';
import type { Chance } from '../support/chance.ts';

/** Whose code an event wakes: nothing reaches a dead process, and a suspended one only once it goes on. */
export interface Host {
  readonly alive: boolean;
  readonly suspendedUntil: number;
}

interface Event {
  at: number;
  tie: number;
  readonly host: Host | undefined;
  readonly happen: () => void;
  cancelled: boolean;
  /** It should have happened before, but its host was suspended. */
  deferred: boolean;
}

const comesAfter = (one: Event, other: Event): boolean =>
  one.at === other.at ? one.tie > other.tie : one.at > other.at;

export class Kernel {
  /** Milliseconds since the simulation began. */
  now = 0;
  steps = 0;
  readonly #chance: Chance;
  /** The next one is the last. */
  readonly #events: Event[] = [];

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Without a host it happens whatever becomes of the processes. Returns how to cancel it. */
  after(delay: number, host: Host | undefined, happen: () => void): () => void {
    const at = this.now + Math.max(0, delay);
    const event: Event = { at, tie: this.#chance.next(), host, happen, cancelled: false, deferred: false };
    this.#insert(event);
    return () => {
      event.cancelled = true;
    };
  }

  #insert(event: Event): void {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#events[middle];
      if (other !== undefined && comesAfter(other, event)) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  /** A suspended process goes on at once, and everything that waited for it with it. */
  resume(host: Host): void {
    const late = this.#events.filter((event) => event.host === host && event.deferred);
    for (const event of late) {
      this.#events.splice(this.#events.indexOf(event), 1);
      event.at = this.now;
      this.#insert(event);
    }
  }

  /** Lets one event happen and everybody go on until they wait again. False when nothing is left to happen. */
  async step(): Promise<boolean> {
    for (let event = this.#events.pop(); event !== undefined; event = this.#events.pop()) {
      const { host, at } = event;
      if (event.cancelled || host?.alive === false) continue;
      if (host !== undefined && host.suspendedUntil > at) {
        event.at = host.suspendedUntil;
        event.deferred = true;
        event.tie = this.#chance.next();
        this.#insert(event);
        continue;
      }
      this.now = at;
      this.steps += 1;
      event.happen();
      await setImmediate();
      return true;
    }
    return false;
  }
}
