/** Pauses backfill, or cancels its plan, with a reason. */
import { useState } from 'preact/hooks';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { ReasonField, reasonIn } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props extends DialogProps {
  readonly steers: 'pauseBackfill' | 'cancelBackfill';
}

export function SteerDialog({ client, open, onClose, onDone, steers }: Props) {
  const texts = useLanguage().words.dayCommands[steers];
  const [reason, setReason] = useState('');
  const command = useCommand(client, open);
  const submit = async (): Promise<void> => {
    if (!(await command.send(urlOf(commands[steers].path), reasonIn(reason)))) return;
    setReason('');
    onDone();
  };
  return (
    <Dialog title={texts.title} open={open} busy={command.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        command={command}
        words={texts.words}
        confirm={texts.confirm}
        danger={steers === 'cancelBackfill'}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <ReasonField value={reason} onValue={setReason} />
      </CommandForm>
    </Dialog>
  );
}
