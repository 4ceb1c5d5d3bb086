/** The button that cancels a run, and its dialog. */
import { useState } from 'preact/hooks';
import type { ActiveRunView } from '../../core/api/run-answers.ts';
import type { Client } from '../api/client.ts';
import type { Availability } from '../state/controls.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { CommandButton } from './command-button.tsx';

interface Props {
  readonly client: Client;
  readonly run: ActiveRunView;
  readonly availability: Availability;
  readonly heartbeatSeconds: number;
  readonly onDone: () => void;
}

export function CancelControl({ client, run, availability, heartbeatSeconds, onDone }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <CommandButton
        command="cancel"
        availability={availability}
        kind="danger"
        onPress={() => setOpen(true)}
      />
      <CancelDialog
        client={client}
        open={open}
        onClose={() => setOpen(false)}
        onDone={() => {
          setOpen(false);
          onDone();
        }}
        run={run}
        heartbeatSeconds={heartbeatSeconds}
      />
    </>
  );
}
