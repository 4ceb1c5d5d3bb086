/** The server's clock, ticking every second for whoever shows what passes. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** How far the server's clock is ahead of the local one, in milliseconds. */
const ClockAhead = createContext(0);
export const ClockProvider = ClockAhead.Provider;

/** Epoch milliseconds by the server's clock; the part that asks is drawn anew each second, or as often as it says. */
export function useNow(period = 1_000): number {
  const ahead = useContext(ClockAhead);
  const [local, setLocal] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setLocal(Date.now()), period);
    return () => window.clearInterval(timer);
  }, [period]);
  return local + ahead;
}

/** For what changes with the day alone. */
export const minute = 60_000;
