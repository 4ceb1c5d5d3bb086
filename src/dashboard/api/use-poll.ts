/** Asks again and again: soon while somebody looks, rarely while nobody does, and at once when the page is back. */
import { useEffect, useState } from 'preact/hooks';
import { nextDelay } from './freshness.ts';

export interface Poll {
  /** Asks anew, after what is being asked already; resolves when answered. */
  readonly again: () => Promise<void>;
}

/** `ask` resolves with whether it went well. A new `ask` begins anew. */
export function usePoll(ask: () => Promise<boolean>): Poll {
  const [poll, setPoll] = useState<Poll>({ again: async () => undefined });
  useEffect(() => {
    const polling = startPolling(ask);
    setPoll({ again: polling.again });
    return polling.stop;
  }, [ask]);
  return poll;
}

function startPolling(ask: () => Promise<boolean>): Poll & { readonly stop: () => void } {
  let failures = 0;
  let timer: number | undefined;
  let stopped = false;
  let asking: Promise<void> | undefined;

  const askOnce = async (): Promise<void> => {
    window.clearTimeout(timer);
    failures = (await ask()) ? 0 : failures + 1;
    asking = undefined;
    if (stopped) return;
    const situation = { hidden: document.hidden, online: navigator.onLine, failures };
    timer = window.setTimeout(() => void now(), nextDelay(situation));
  };
  const now = (): Promise<void> => (asking ??= askOnce());
  const wake = (): void => {
    if (!document.hidden) void now();
  };

  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  void now();
  return {
    again: async () => {
      await asking;
      await now();
    },
    stop: () => {
      stopped = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
    },
  };
}
