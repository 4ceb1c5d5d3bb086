/** One answer of the API, kept and asked for again under its ETag. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { usePulse } from './pulse.ts';
import type { Answer, Client, Problem } from './client.ts';

export interface Resource<T> {
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  /** What is there answers an earlier question, or a question under another key. */
  readonly pending: boolean;
  /** How far the server's clock is ahead of the local one, in milliseconds. */
  readonly clockAhead: number;
  /** When the API last sent or confirmed it, by the local clock. */
  readonly confirmedAt: number | undefined;
}

interface Kept<T> extends Omit<Resource<T>, 'pending'> {
  readonly client: Client | undefined;
  readonly path: string | undefined;
  readonly etag: string | undefined;
}

const nothing = {
  client: undefined,
  path: undefined,
  data: undefined,
  etag: undefined,
  problem: undefined,
  clockAhead: 0,
  confirmedAt: undefined,
};

/** The second is for asking again; it resolves with whether that went well. */
export function useResource<T>(
  client: Client,
  path: string | undefined,
): readonly [Resource<T>, () => Promise<boolean>] {
  const [kept, setKept] = useState<Kept<T>>(nothing);
  // What is kept and which question was asked last, for answers that come late.
  const latest = useRef<{ kept: Kept<T>; question: number }>({ kept: nothing, question: 0 });

  const ask = useCallback(async (): Promise<boolean> => {
    if (path === undefined) return true;
    const question = ++latest.current.question;
    const before = latest.current.kept;
    const answer = await client.get<T>(path, before.path === path ? before.etag : undefined);
    if (question !== latest.current.question) return true;
    const next = { ...keep(before, path, answer), client };
    latest.current.kept = next;
    setKept(next);
    return next.problem === undefined;
  }, [client, path]);

  const ofThisPath = kept.path === path ? kept : { ...nothing, data: kept.data };
  return [{ ...ofThisPath, pending: kept.path !== path || kept.client !== client }, ask];
}

function keep<T>(before: Kept<T>, path: string, answer: Answer<T>): Kept<T> {
  const confirmedAt = Date.now();
  switch (answer.kind) {
    case 'answered': {
      const { data, etag, serverTime } = answer;
      const clockAhead = compareClocks(before.clockAhead, serverTime, confirmedAt);
      return { ...before, path, data, etag, problem: undefined, confirmedAt, clockAhead };
    }
    case 'unchanged': {
      const clockAhead = compareClocks(before.clockAhead, answer.serverTime, confirmedAt);
      return { ...before, problem: undefined, confirmedAt, clockAhead };
    }
    case 'unauthenticated':
    case 'refused':
    case 'unreachable':
      return {
        ...(before.path === path ? before : nothing),
        path,
        problem: answer,
        clockAhead: before.clockAhead,
      };
  }
}

/** Any one answer is a second or two off: what was believed before stays unless it is further off than that. */
function compareClocks(before: number, serverTime: number, localTime: number): number {
  const ahead = serverTime - localTime;
  return Number.isNaN(ahead) || Math.abs(ahead - before) < 2_000 ? before : ahead;
}

interface Following<T> {
  readonly revision: string;
  /** Whether what it is goes on by itself, and is asked for with each beat of the pulse. */
  readonly goesOn?: (data: T) => boolean;
}

/** Asks whenever the revision changes, and when the path does. */
export function useWatched<T>(
  client: Client,
  path: string | undefined,
  revision: string,
  goesOn?: (data: T) => boolean,
): Resource<T> {
  return useFollowed<T>(client, path, usePulse(), goesOn === undefined ? { revision } : { revision, goesOn });
}

/** What could not be had is asked for again with each beat of the pulse: the API answers then. */
export function useFollowed<T>(
  client: Client,
  path: string | undefined,
  pulse: number,
  { revision, goesOn }: Following<T>,
): Resource<T> {
  const [resource, ask] = useResource<T>(client, path);
  // A new question discards the answer to the one before: a slow one would never be heard.
  const asking = useRef(0);
  const askCounted = useCallback(async (): Promise<void> => {
    asking.current += 1;
    await ask();
    asking.current -= 1;
  }, [ask]);
  useEffect(() => void askCounted(), [askCounted, revision]);
  const again = useRef(false);
  again.current =
    resource.problem !== undefined || (resource.data !== undefined && goesOn?.(resource.data) === true);
  useEffect(() => {
    if (again.current && asking.current === 0) void askCounted();
  }, [askCounted, pulse]);
  return resource;
}
