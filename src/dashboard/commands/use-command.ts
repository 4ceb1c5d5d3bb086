/** Sends a command for one button or dialog. */
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import { createSender, type Sending } from './sender.ts';

export interface UsedCommand {
  readonly sending: Sending;
  /** Resolves with whether it was done. `onAnswer` gets what the API answers then. */
  readonly send: <T>(path: string, body: object, onAnswer?: (data: T) => void) => Promise<boolean>;
}

/** A change of `occasion` means that whatever is sent next is a new intention: the dialog was opened or closed, say. */
export function useCommand(client: Pick<Client, 'post'>, occasion: boolean): UsedCommand {
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const [sender] = useState(() => createSender(setSending));
  useLayoutEffect(() => sender.startAnew(), [sender, occasion]);
  return { sending, send: (path, body, onAnswer) => sender.send(client, path, body, onAnswer) };
}
