/** Requests another run of the same dates: opens the dialog of Run now with them. */
import { useState } from 'preact/hooks';
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import type { Client } from '../api/client.ts';
import { type Availability, availabilityOf, type Known } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { RunNowDialog } from '../commands/run-now-dialog.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly client: Client;
  readonly known: Known;
  readonly run: RunDetailView;
  readonly onDone: () => void;
}

export function RunAgain({ client, known, run: { awal, akhir }, onDone }: Props) {
  const { runDetails: texts } = useLanguage().words;
  const [open, setOpen] = useState(false);
  return (
    <>
      <CommandButton
        command="forceExecute"
        availability={availabilityFor(akhir, known)}
        kind="plain"
        label={texts.runAgain}
        onPress={() => setOpen(true)}
      />
      <RunNowDialog
        {...{ client, open, onDone }}
        dates={{ awal, akhir }}
        schedule={known.schedule.data}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

/** The server refuses the days of a closed period. */
function availabilityFor(akhir: string, known: Known): Availability {
  const availability = availabilityOf('forceExecute', known);
  const closedThrough = known.status?.coverage?.closed_through ?? '';
  return availability.kind === 'available' && akhir <= closedThrough
    ? { kind: 'unavailable', why: 'nothing_open' }
    : availability;
}
