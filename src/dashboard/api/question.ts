/** A question to the API that is asked again and again, and the latest answer to it. */
import type { Answer, Client, Problem } from './client.ts';

export interface Latest<T> {
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  /** How far the server's clock is ahead of the local one, in milliseconds. */
  readonly clockAhead: number;
  /** When the API last sent or confirmed the data, by the local clock. */
  readonly confirmedAt: number | undefined;
  /** Who was asked, and for what. */
  readonly client: Client | undefined;
  readonly path: string | undefined;
  readonly etag: string | undefined;
}

export const noAnswer: Latest<never> = {
  data: undefined,
  problem: undefined,
  clockAhead: 0,
  confirmedAt: undefined,
  client: undefined,
  path: undefined,
  etag: undefined,
};

export interface Question {
  /** Resolves with whether that went well. An answer that a newer question has overtaken is discarded. */
  readonly ask: (client: Client, path: string) => Promise<boolean>;
  /** Asking now would discard an answer that is on its way. */
  readonly isOpen: () => boolean;
}

export function createQuestion<T>(onAnswer: (latest: Latest<T>) => void): Question {
  let latest: Latest<T> = noAnswer;
  let newest = 0;
  let open = 0;
  return {
    isOpen: () => open > 0,
    ask: async (client, path) => {
      const number = ++newest;
      open += 1;
      const answer = await client.get<T>(path, latest.path === path ? latest.etag : undefined);
      open -= 1;
      if (number !== newest) return true;
      latest = { ...withAnswer(latest, path, answer), client };
      onAnswer(latest);
      return latest.problem === undefined;
    },
  };
}

function withAnswer<T>(before: Latest<T>, path: string, answer: Answer<T>): Latest<T> {
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
    case 'unreachable': {
      // Data of another path must not stand under this one's problem.
      const { clockAhead } = before;
      return { ...(before.path === path ? before : noAnswer), path, problem: answer, clockAhead };
    }
  }
}

/** Each comparison is off by a second or two: a small difference does not move the clock. */
function compareClocks(before: number, serverTime: number, localTime: number): number {
  const ahead = serverTime - localTime;
  return Number.isNaN(ahead) || Math.abs(ahead - before) < 2_000 ? before : ahead;
}
