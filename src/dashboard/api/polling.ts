/** Polls: often while somebody looks at the page, rarely while nobody does, and at once when the page is back. */

export interface PollState {
  readonly hidden: boolean;
  readonly online: boolean;
  /** In a row. */
  readonly failures: number;
}

const usual = 5_000;
const slow = 60_000;

/** In milliseconds. A hidden page and one without a network poll rarely: an event wakes both. */
export function nextDelay({ hidden, online, failures }: PollState): number {
  return hidden || !online ? slow : Math.min(slow, usual * 2 ** failures);
}

/** Two polls in a row were not answered. `age` is in milliseconds. */
export const isStale = (age: number): boolean => age > 3 * usual;

/** The browser's tab, as far as polling depends on it. */
export interface Tab {
  readonly isHidden: () => boolean;
  readonly isOnline: () => boolean;
  /** Calls back when the tab is shown again or back online, until the function returned is called. */
  readonly onReturn: (callback: () => void) => () => void;
}

export interface Polling {
  /** Polls once more, after the poll in progress; resolves when answered. */
  readonly again: () => Promise<void>;
  readonly stop: () => void;
}

/** `poll` resolves with whether it succeeded. */
export function startPolling(poll: () => Promise<boolean>, tab: Tab): Polling {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let inProgress: Promise<void> | undefined;

  const pollOnce = async (): Promise<void> => {
    clearTimeout(timer);
    failures = (await poll()) ? 0 : failures + 1;
    inProgress = undefined;
    if (stopped) return;
    const delay = nextDelay({ hidden: tab.isHidden(), online: tab.isOnline(), failures });
    timer = setTimeout(() => void now(), delay);
  };
  const now = (): Promise<void> => (inProgress ??= pollOnce());

  const forgetTab = tab.onReturn(() => void now());
  void now();
  return {
    again: async () => {
      await inProgress;
      await now();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      forgetTab();
    },
  };
}
