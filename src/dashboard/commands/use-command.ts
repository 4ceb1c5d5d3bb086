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

interface Unanswered {
  readonly text: string;
  readonly key: string;
  readonly at: number;
}

/** Whoever asks for the same after that long, in milliseconds, means it anew: the API keeps keys for days. */
const sameWish = 120_000;

/** `occasion`: what became of a command, and its key, are forgotten with the next one. */
export function useCommand(client: Client, occasion: boolean): Sender {
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const unanswered = useRef<Unanswered | undefined>(undefined);
  useEffect(() => {
    unanswered.current = undefined;
    setSending((now) => (now.kind === 'failed' ? { kind: 'idle' } : now));
  }, [occasion]);

  async function send(path: string, body: object): Promise<boolean> {
    const text = `${path} ${JSON.stringify(body)}`;
    const key = keyFor(text, unanswered.current);
    unanswered.current = { text, key, at: Date.now() };
    setSending({ kind: 'sending' });
    const answer = await client.post(path, body, key);
    if (answer.kind !== 'unreachable') unanswered.current = undefined;
    const done = answer.kind === 'answered' || answer.kind === 'unchanged';
    setSending(done ? { kind: 'idle' } : { kind: 'failed', problem: answer });
    return done;
  }
  return { sending, send };
}

const keyFor = (text: string, before: Unanswered | undefined): string =>
  before?.text === text && Date.now() - before.at < sameWish ? before.key : newKey();

/** Not `randomUUID`, which browsers offer on secure origins only. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
