/**
 * Session-owned application locks: the logic of sp_getapplock and sp_releaseapplock, first come, first served.
 * There are no transaction-owned locks, because the stand-in only counts transactions.
 */
export type LockMode = 'Shared' | 'IntentShared' | 'Update' | 'IntentExclusive' | 'Exclusive';

/** Which modes two sessions may hold at the same time, according to SQL Server's documentation. */
const compatible: Readonly<Record<LockMode, readonly LockMode[]>> = {
  IntentShared: ['IntentShared', 'Shared', 'Update', 'IntentExclusive'],
  Shared: ['IntentShared', 'Shared', 'Update'],
  Update: ['IntentShared', 'Shared'],
  IntentExclusive: ['IntentShared', 'IntentExclusive'],
  Exclusive: [],
};

export const granted = 0;
export const grantedAfterWaiting = 1;
export const timedOut = -1;

interface Holder {
  readonly owner: number;
  readonly mode: LockMode;
}

interface Waiter extends Holder {
  readonly grant: () => void;
}

interface Lock {
  readonly holders: Holder[];
  readonly waiters: Waiter[];
}

export interface LockRequest {
  readonly owner: number;
  readonly resource: string;
  readonly mode: LockMode;
  /** In ms; a negative value waits for ever. */
  readonly timeout: number;
}

export class AppLocks {
  readonly #locks = new Map<string, Lock>();

  /** Rejects with the signal's reason when the request is aborted during the wait. */
  async acquire({ owner, resource, mode, timeout }: LockRequest, signal: AbortSignal): Promise<number> {
    const lock = this.#locks.get(resource) ?? { holders: [], waiters: [] };
    this.#locks.set(resource, lock);
    const again = lock.holders.some((holder) => holder.owner === owner);
    if (isFree(lock, { owner, mode }) && (again || lock.waiters.length === 0)) {
      lock.holders.push({ owner, mode });
      return granted;
    }
    if (timeout === 0) return timedOut;
    return await waitFor(lock, { owner, mode }, timeout, signal);
  }

  /** Whether `acquire` would succeed at once; takes nothing. */
  wouldGrant(owner: number, resource: string, mode: LockMode): boolean {
    const lock = this.#locks.get(resource);
    return lock === undefined || isFree(lock, { owner, mode });
  }

  /** False when the owner does not hold it. A lock taken twice must be released twice. */
  release(owner: number, resource: string): boolean {
    const lock = this.#locks.get(resource);
    const index = lock?.holders.findIndex((holder) => holder.owner === owner) ?? -1;
    if (lock === undefined || index < 0) return false;
    lock.holders.splice(index, 1);
    this.#passOn(resource, lock);
    return true;
  }

  /** The session has ended. */
  releaseAll(owner: number): void {
    for (const [resource, lock] of this.#locks) {
      const others = lock.holders.filter((holder) => holder.owner !== owner);
      lock.holders.splice(0, Infinity, ...others);
      this.#passOn(resource, lock);
    }
  }

  #passOn(resource: string, lock: Lock): void {
    grantWaiting(lock);
    if (lock.holders.length === 0 && lock.waiters.length === 0) this.#locks.delete(resource);
  }
}

function isFree(lock: Lock, wanted: Holder): boolean {
  return lock.holders.every(
    ({ owner, mode }) => owner === wanted.owner || compatible[wanted.mode].includes(mode),
  );
}

function grantWaiting(lock: Lock): void {
  for (let next = lock.waiters.at(0); next !== undefined && isFree(lock, next); next = lock.waiters.at(0)) {
    lock.waiters.shift();
    lock.holders.push({ owner: next.owner, mode: next.mode });
    next.grant();
  }
}

async function waitFor(lock: Lock, wanted: Holder, timeout: number, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  return await new Promise<number>((resolve, reject) => {
    const stopWaiting = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      const index = lock.waiters.indexOf(waiter);
      if (index >= 0) lock.waiters.splice(index, 1);
      grantWaiting(lock);
    };
    const aborted = (): void => {
      stopWaiting();
      reject(signal.reason);
    };
    const expired = (): void => {
      stopWaiting();
      resolve(timedOut);
    };
    const grant = (): void => {
      stopWaiting();
      resolve(grantedAfterWaiting);
    };
    const waiter: Waiter = { ...wanted, grant };
    const timer = timeout < 0 ? undefined : setTimeout(expired, timeout);
    signal.addEventListener('abort', aborted, { once: true });
    lock.waiters.push(waiter);
  });
}
