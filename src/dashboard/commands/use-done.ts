/** The command carried out last: shown for a minute, until another is begun, or until it is undone. */
import { useEffect, useState } from 'preact/hooks';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Announced } from './availability.ts';

const shownFor = 60_000;

export function useDone(
  status: StatusView | undefined,
): readonly [Announced | undefined, (command: Announced | undefined) => void] {
  const [done, setDone] = useState<Announced | undefined>(undefined);
  useEffect(() => {
    if (done === undefined) return undefined;
    const timer = window.setTimeout(() => setDone(undefined), shownFor);
    return () => window.clearTimeout(timer);
  }, [done]);
  return [stillHolds(done, status) ? done : undefined, setDone];
}

/** Somebody else may have undone it since. */
function stillHolds(done: Announced | undefined, status: StatusView | undefined): boolean {
  if (done === 'start') return status?.running === true;
  return done !== 'stop' || status?.running === false;
}
