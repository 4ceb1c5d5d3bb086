/**
 * Sends a request until it is answered: each attempt has its own time limit, transient faults are waited out, and a
 * missing table is created. The SDK's own retries are off (docs/facts/table-storage.md), because they do not see a
 * busy service inside a transaction's reply (202 outside, 503 inside), do not repeat a request that timed out, and
 * have no upper limit for Retry-After.
 */
import type { ListTableEntitiesOptions, TableClient } from '@azure/data-tables';
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

export type CallOptions = Required<Pick<ListTableEntitiesOptions, 'abortSignal'>>;
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
    const expired = new Signal();
    const ended = new Signal();
    const watchTime = async (): Promise<void> => {
      await clock.sleep(limit, ended);
      if (!ended.aborted) expired.abort();
    };
    void watchTime();
    try {
      const value = await unlessAborted(call(this.#client, { abortSignal: expired }), expired);
      return { kind: 'done', value };
    } catch (error) {
      const fault = readFault(error);
      if (!expired.aborted || fault.status !== undefined) return { kind: 'failed', fault, error };
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

/** What the SDK and the clock need of an AbortSignal. Real ones take 0.04 ms of each request (docs/performance.md). */
class Signal implements WakeSignal {
  aborted = false;
  readonly #listeners = new Set<Listener>();

  addEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.delete(listener);
  }

  abort(): void {
    this.aborted = true;
    for (const listener of this.#listeners) listener({ type: 'abort' });
  }
}
type Listener = (event: { readonly type: 'abort' }) => void;

type Attempted<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly fault: Fault; readonly error: unknown };

/** Not every part of a call heeds its signal (fetching a token does not). */
function unlessAborted<T>(work: Promise<T>, signal: Signal): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    signal.addEventListener('abort', () => reject(new Error('the request was given up')));
  });
}
