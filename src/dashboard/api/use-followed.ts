/** Data of the API for one part of the page, kept up to date. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Client } from './client.ts';
import { createQuestion, type Latest, noAnswer } from './question.ts';

export interface Resource<T> extends Pick<Latest<T>, 'data' | 'problem' | 'clockAhead' | 'confirmedAt'> {
  /** The data is still that of another path or another key. */
  readonly pending: boolean;
}

/** Everything that a part of the page needs to follow the scheduler. */
export interface Feed {
  readonly client: Client;
  /** Changes when there may be something new. */
  readonly revision: string;
  /** Changes with each answered poll: what failed before may work now. */
  readonly pulse: number;
}

const never = (): boolean => false;

/** Asks when the path or the revision changes; after a problem, and while `goesOn`, with each pulse too. */
export function useFollowed<T>(
  { client, revision, pulse }: Feed,
  path: string | undefined,
  goesOn: (data: T) => boolean = never,
): Resource<T> {
  const { resource, ask, isOpen } = useQuestion<T>(client, path);
  const { data, problem } = resource;
  const again = useRef(false);
  again.current = problem !== undefined || (data !== undefined && goesOn(data));
  useEffect(() => void ask(), [ask, revision]);
  useEffect(() => {
    // If each pulse asked anew, a slow answer would always be overtaken.
    if (again.current && !isOpen()) void ask();
  }, [ask, isOpen, pulse]);
  return resource;
}

interface Asked<T> {
  readonly resource: Resource<T>;
  /** Resolves with whether that went well. */
  readonly ask: () => Promise<boolean>;
  readonly isOpen: () => boolean;
}

export function useQuestion<T>(client: Client, path: string | undefined): Asked<T> {
  const [latest, setLatest] = useState<Latest<T>>(noAnswer);
  const [question] = useState(() => createQuestion<T>(setLatest));
  const ask = useCallback(
    async () => path === undefined || question.ask(client, path),
    [question, client, path],
  );
  const samePath = latest.path === path;
  // Until the new answer is there, the old data stays, but nothing is said of how fresh it is.
  const shown = samePath ? latest : { ...noAnswer, data: latest.data };
  const resource = { ...shown, pending: !samePath || latest.client !== client };
  return { resource, ask, isOpen: question.isOpen };
}
