/** Sends one command; the same text sent again after silence has its effect only once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Client, Problem } from '../api/client.ts';

export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Sender {
  readonly sending: Sending;
  /** Resolves with whether it was done. */
  readonly send: (path: string, body: object) => Promise<boolean>;
}

/** `occasion`: what became of a command, and its key, which the API keeps for days, are forgotten with the next one. */
export function useCommand(client: Client, occasion: boolean): Sender {
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const unanswered = useRef<{ readonly text: string; readonly key: string } | undefined>(undefined);
  const present = useRef(occasion);
  present.current = occasion;
  useEffect(() => {
    unanswered.current = undefined;
    setSending((now) => (now.kind === 'failed' ? { kind: 'idle' } : now));
  }, [occasion]);

  async function send(path: string, body: object): Promise<boolean> {
    const text = `${path} ${JSON.stringify(body)}`;
    const key = unanswered.current?.text === text ? unanswered.current.key : newKey();
    unanswered.current = { text, key };
    setSending({ kind: 'sending' });
    const answer = await client.post(path, body, key);
    // Nobody waits for it any more when the occasion has passed: it has worked, or somebody else did the same.
    const passed = present.current !== occasion;
    if (passed || answer.kind !== 'unreachable') unanswered.current = undefined;
    const done = answer.kind === 'answered' || answer.kind === 'unchanged';
    setSending(done || passed ? { kind: 'idle' } : { kind: 'failed', problem: answer });
    return done;
  }
  return { sending, send };
}

/** Not `randomUUID`, which browsers offer on secure origins only. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
