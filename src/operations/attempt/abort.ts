/** Decides who aborted a running attempt: a cancel, the time limit or the shutdown, whichever came first. */
import type { CancellationRequest } from '../../core/run/lease.ts';
import type { Abort, AbortReason } from '../../ports.ts';

export interface AttemptAbort extends Abort {
  /** Only the first call counts. */
  readonly abort: (reason: AbortReason) => void;
  /** The reason as the lease row shows it. A shutdown is no request: another attempt follows it. */
  readonly request: () => CancellationRequest | undefined;
}

export function createAbort(): AttemptAbort {
  const controller = new AbortController();
  let first: AbortReason | undefined;
  return {
    signal: controller.signal,
    reason: () => first,
    request: () => (first === undefined || first.cause === 'shutdown' ? undefined : first),
    abort: (reason) => {
      first ??= reason;
      controller.abort();
    },
  };
}
