/** Cancels the run in progress, once somebody has read that it cannot be undone. */
import { useState } from 'preact/hooks';
import type { ActiveRunView } from '../../core/api/run-answers.ts';
import { useLanguage } from '../context/language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { CommandForm } from './command-form.tsx';
import type { CommandProps } from './command-props.ts';
import { ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends CommandProps {
  readonly run: ActiveRunView;
  /** A cancel reaches the procedure with the next one. */
  readonly heartbeatSeconds: number;
}

export function CancelDialog({ client, open, onClose, onDone, run, heartbeatSeconds }: Props) {
  const { words, format } = useLanguage();
  const { cancel } = words.commands;
  const [reason, setReason] = useState('');
  const sender = useCommand(client);
  const submit = async (): Promise<void> => {
    if (!(await sender.send(`/scheduler/runs/${run.id}/cancel`, reasonIn(reason)))) return;
    setReason('');
    onDone();
  };
  return (
    <Dialog title={cancel.title} open={open} onClose={onClose}>
      <CommandForm
        sender={sender}
        words={run.state === 'waiting' ? cancel.waiting : cancel.words(format.duration(heartbeatSeconds))}
        confirm={cancel.confirm}
        danger
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <ReasonField value={reason} onValue={setReason} />
      </CommandForm>
    </Dialog>
  );
}
