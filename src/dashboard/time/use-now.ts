/** The server's clock, ticking for whatever shows passing time. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** How far the server's clock is ahead of the local one, in milliseconds. */
const ClockAhead = createContext(0);
export const ClockProvider = ClockAhead.Provider;

/** Epoch milliseconds by the server's clock. The part that uses it is drawn anew each period. */
export function useNow(period = 1_000): number {
  const ahead = useContext(ClockAhead);
  const [local, setLocal] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setLocal(Date.now()), period);
    return () => window.clearInterval(timer);
  }, [period]);
  return local + ahead;
}

/** The period for parts that change only with the day. */
export const minute = 60_000;
