/** Pauses the schedule, for good or until a moment of the schedule's wall clock. */
import { useState } from 'preact/hooks';
import { useNow } from '../context/clock.tsx';
import { useLanguage } from '../context/language.tsx';
import { wallClockToIso } from '../format/zoned-input.ts';
import { Dialog } from '../layout/dialog.tsx';
import { CommandForm } from './command-form.tsx';
import type { CommandProps } from './command-props.ts';
import { Check, Field, ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends CommandProps {
  readonly runActive: boolean;
}

const blank = { reason: '', until: '', cancel: false };

export function StopDialog({ client, open, onClose, onDone, runActive }: Props) {
  const { words, format } = useLanguage();
  const { stop } = words.commands;
  const [typed, setTyped] = useState(blank);
  const sender = useCommand(client);
  const now = useNow();
  const until = wallClockToIso(typed.until, format.zone);
  const untilWrong = typed.until !== '' && (until === undefined || Date.parse(until) <= now);
  const cancel = runActive && typed.cancel;
  const submit = async (): Promise<void> => {
    const body = {
      ...reasonIn(typed.reason),
      ...(until === undefined ? {} : { until }),
      ...(cancel ? { cancel: true } : {}),
    };
    if (!(await sender.send('/scheduler/stop', body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog title={stop.title} open={open} onClose={onClose}>
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
        {runActive && (
          <Check
            label={stop.cancelToo}
            checked={typed.cancel}
            onChecked={(checked) => setTyped({ ...typed, cancel: checked })}
          />
        )}
      </CommandForm>
    </Dialog>
  );
}
