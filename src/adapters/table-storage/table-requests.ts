/**
 * Sends a request until it is answered: each attempt has its own time limit, transient faults are waited out, and a
 * missing table is created. The SDK's own retries are off (docs/facts/table-storage.md), because they do not see a
 * busy service inside a transaction's reply (202 outside, 503 inside), do not repeat a request that timed out, and
 * have no upper limit for Retry-After.
 */
import type { TableClient } from '@azure/data-tables';
import { type DurationMs, milliseconds, seconds, toSeconds } from '../../core/time/time.ts';
import type { Clock, Random, WakeSignal } from '../../ports.ts';
import { Notices } from './notices.ts';
import { describeFault, type Fault, kindOf, readFault, TableError } from './table-error.ts';

/** All attempts together end well before the lease expires, so that a heartbeat survives a mute service. */
export interface Patience {
  readonly attempts: number;
  readonly attemptLimit: DurationMs;
  readonly firstDelay: DurationMs;
  readonly longestDelay: DurationMs;
  /** When the service asks for a longer wait, the request fails: the caller has a rhythm of its own. */
  readonly longestRetryAfter: DurationMs;
}

export const usualPatience: Patience = {
  attempts: 5,
  attemptLimit: seconds(10),
  firstDelay: milliseconds(250),
  longestDelay: seconds(5),
  longestRetryAfter: seconds(20),
};

export interface Dependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly patience: Patience;
}

export interface CallOptions {
  readonly abortSignal: AbortSignal;
}
type Call<T> = (client: TableClient, options: CallOptions) => Promise<T>;

export class TableRequests {
  readonly #client: TableClient;
  readonly #dependencies: Dependencies;
  /** For messages: table and endpoint, without the query, which may be a SAS token. */
  readonly place: string;
  readonly notices: Notices;

  constructor(client: TableClient, dependencies: Dependencies) {
    this.#client = client;
    this.#dependencies = dependencies;
    this.notices = new Notices(dependencies.clock);
    this.place = `table ${client.tableName} at ${client.url.split('?')[0] ?? ''}`;
  }

  /** `action` completes "could not …". Throws nothing but TableError. */
  async send<T>(action: string, call: Call<T>): Promise<T> {
    try {
      return await this.#repeat(action, call);
    } catch (error) {
      if (!(error instanceof TableError && error.kind === 'table_missing')) throw error;
    }
    await this.#repeat('create the table', (client, options) => client.createTable(options));
    return await this.#repeat(action, call);
  }

  async #repeat<T>(action: string, call: Call<T>): Promise<T> {
    const { clock, patience } = this.#dependencies;
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#attempt(call);
      if (result.kind === 'done') return result.value;
      const { fault, error } = result;
      const wait = this.#waitAfter(attempt, fault);
      if (wait === undefined) {
        const tries = attempt === 1 ? '' : ` (attempt ${attempt} of ${patience.attempts})`;
        throw new TableError(describeFault(fault, action, this.place + tries), kindOf(fault), error);
      }
      await clock.sleep(wait);
    }
  }

  async #attempt<T>(call: Call<T>): Promise<Attempted<T>> {
    const { clock, patience } = this.#dependencies;
    const limit = patience.attemptLimit;
    const expired = new AbortController();
    const ended = new Ended();
    const watchTime = async (): Promise<void> => {
      await clock.sleep(limit, ended);
      if (!ended.aborted) expired.abort();
    };
    void watchTime();
    const { signal } = expired;
    try {
      return { kind: 'done', value: await orAborted(call(this.#client, { abortSignal: signal }), signal) };
    } catch (error) {
      const fault = readFault(error);
      if (!signal.aborted || fault.status !== undefined) return { kind: 'failed', fault, error };
      const message = `no answer within ${toSeconds(limit)} seconds`;
      return { kind: 'failed', error, fault: { ...fault, code: undefined, transport: true, message } };
    } finally {
      ended.abort();
    }
  }

  #waitAfter(attempt: number, fault: Fault): DurationMs | undefined {
    const { random, patience } = this.#dependencies;
    if (kindOf(fault) !== 'passing' || attempt >= patience.attempts) return undefined;
    const asked = Number(fault.retryAfter) * 1_000;
    if (asked > 0) return asked <= patience.longestRetryAfter ? milliseconds(asked) : undefined;
    const delay = Math.min(patience.firstDelay * 2 ** (attempt - 1), patience.longestDelay);
    return milliseconds(delay * (0.5 + 0.5 * random()));
  }
}

/** Every request ends its watch: an AbortController and its event would cost more than everything else here. */
class Ended implements WakeSignal {
  aborted = false;
  #wake = (): void => undefined;

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#wake = listener;
  }

  removeEventListener(): void {
    this.#wake = () => undefined;
  }

  abort(): void {
    this.aborted = true;
    this.#wake();
  }
}

type Attempted<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly fault: Fault; readonly error: unknown };

/** Not every part of a call heeds its signal (fetching a token does not). */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
