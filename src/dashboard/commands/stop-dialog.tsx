/** Pauses the schedule, for good or until a moment of the schedule's wall clock. */
import { useState } from 'preact/hooks';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { wallClockToIso } from '../time/wall-clock.ts';
import { Dialog } from '../layout/dialog.tsx';
import { CommandForm } from './command-form.tsx';
import type { CommandProps } from './command-props.ts';
import { Check, Field, ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends CommandProps {
  /** The run in progress, unless it was told to stop already. */
  readonly runId: string | undefined;
}

const blank = { reason: '', until: '', cancelled: '' };

export function StopDialog({ client, open, onClose, onDone, runId }: Props) {
  const { words, format } = useLanguage();
  const { stop } = words.commands;
  const [typed, setTyped] = useState(blank);
  const sender = useCommand(client, open);
  const now = useNow();
  const until = wallClockToIso(typed.until, format.zone);
  const untilWrong = typed.until !== '' && (until === undefined || Date.parse(until) <= now);
  // Whoever ticked it meant that run, and not one that has begun since.
  const cancel = typed.cancelled !== '' && typed.cancelled === runId;
  const submit = async (): Promise<void> => {
    const body = {
      ...reasonIn(typed.reason),
      ...(until === undefined ? {} : { until }),
      ...(cancel ? { cancel: true, run_id: runId } : {}),
    };
    if (!(await sender.send('/scheduler/stop', body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog title={stop.title} open={open} busy={sender.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        sender={sender}
        words={stop.words}
        confirm={stop.confirm}
        danger={cancel}
        invalid={untilWrong}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <ReasonField value={typed.reason} onValue={(reason) => setTyped({ ...typed, reason })} />
        <Field
          type="datetime-local"
          label={stop.until}
          hint={untilWrong ? stop.untilWrong : stop.untilHint(format.zone)}
          value={typed.until}
          onValue={(value) => setTyped({ ...typed, until: value })}
          invalid={untilWrong}
          optional
        />
        {runId !== undefined && (
          <Check
            label={stop.cancelToo}
            checked={cancel}
            onChecked={(checked) => setTyped({ ...typed, cancelled: checked ? runId : '' })}
          />
        )}
      </CommandForm>
    </Dialog>
  );
}
