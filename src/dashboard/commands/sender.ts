/** Sends one command at a time; repeating it after a lost answer has no second effect. */
import type { Client, Problem } from '../api/client.ts';

export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Sender {
  /** Resolves with whether it was done. */
  readonly send: (client: Pick<Client, 'post'>, path: string, body: object) => Promise<boolean>;
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
    send: async (client, path, body) => {
      const text = `${path} ${JSON.stringify(body)}`;
      const key = unanswered?.text === text ? unanswered.key : newKey();
      const mine = intention;
      unanswered = { text, key };
      become({ kind: 'sending' });
      const answer = await client.post(path, body, key);
      // Otherwise the page has moved on: it worked, or somebody else did the same.
      const stillMeant = mine === intention;
      if (!stillMeant || answer.kind !== 'unreachable') unanswered = undefined;
      const done = answer.kind === 'answered' || answer.kind === 'unchanged';
      become(done || !stillMeant ? { kind: 'idle' } : { kind: 'failed', problem: answer });
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
