/** What the dialog of every command is given. */
import type { Client } from '../api/client.ts';

export interface CommandProps {
  readonly client: Client;
  readonly open: boolean;
  readonly onClose: () => void;
  /** It was done. */
  readonly onDone: () => void;
}
