/** Sends one command at a time; repeating it after a lost answer has no second effect. */
import type { Answer, Client, Problem } from '../api/client.ts';

export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Sender {
  /** Resolves with whether it was done. `onAnswer` gets what the API answers then. */
  readonly send: <T>(
    client: Pick<Client, 'post'>,
    path: string,
    body: object,
    onAnswer?: (data: T) => void,
  ) => Promise<boolean>;
  /** Whatever is sent from now on is meant anew: the last problem and the last key no longer count. */
  readonly startAnew: () => void;
}

export function createSender(onChange: (sending: Sending) => void): Sender {
  // The API remembers a key for days: a key must not outlive the intention behind it.
  let unanswered: { readonly text: string; readonly key: string } | undefined;
  let sending: Sending = { kind: 'idle' };
  let intention = 0;
  const become = (next: Sending): void => {
    sending = next;
    onChange(next);
  };
  return {
    send: async <T>(
      client: Pick<Client, 'post'>,
      path: string,
      body: object,
      onAnswer?: (data: T) => void,
    ) => {
      const text = `${path} ${JSON.stringify(body)}`;
      const key = unanswered?.text === text ? unanswered.key : newKey();
      const mine = intention;
      unanswered = { text, key };
      become({ kind: 'sending' });
      const answer: Answer<T> = await client.post<T>(path, body, key);
      // Otherwise the page has moved on: it worked, or somebody else did the same.
      const stillMeant = mine === intention;
      if (!stillMeant || answer.kind !== 'unreachable') unanswered = undefined;
      const done = answer.kind === 'answered' || answer.kind === 'unchanged';
      become(done || !stillMeant ? { kind: 'idle' } : { kind: 'failed', problem: answer });
      if (stillMeant && answer.kind === 'answered') onAnswer?.(answer.data);
      return done;
    },
    startAnew: () => {
      intention += 1;
      unanswered = undefined;
      if (sending.kind === 'failed') become({ kind: 'idle' });
    },
  };
}

/** Not `randomUUID`, which browsers offer on secure origins only. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
