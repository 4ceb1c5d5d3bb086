/** Closes the period up to a day; where days of it are not complete, only after a confirmation that names them. */
import { useState } from 'preact/hooks';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { Check, Field } from '../commands/fields.tsx';
import type { Sending } from '../commands/sender.ts';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props extends DialogProps {
  readonly through: string;
}

const blank = { reason: '', confirmed: '' };

export function CloseDialog({ client, open, onClose, onDone, through }: Props) {
  const { words, format } = useLanguage();
  const { close: texts } = words.dayCommands;
  const [typed, setTyped] = useState(blank);
  const command = useCommand(client, open);
  const day = format.calendarDay(through);
  // A confirmation for another day does not count for this one.
  const confirmed = typed.confirmed === through;
  const reason = typed.reason.trim();
  const submit = async (): Promise<void> => {
    const body = { through, reason, ...(confirmed ? { confirm: true } : {}) };
    if (!(await command.send(urlOf(commands.closePeriod.path), body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog title={texts.title(day)} open={open} busy={command.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        command={command}
        words={texts.words(day)}
        confirm={texts.confirm}
        danger={confirmed}
        wrong={reason === '' ? words.commands.reasonFirst : undefined}
        onSubmit={() => void submit()}
        onBack={onClose}
        confirmation={
          (isUnsettled(command.sending) || confirmed) && (
            <Check
              label={texts.nevertheless}
              checked={confirmed}
              onChecked={(checked) => setTyped({ ...typed, confirmed: checked ? through : '' })}
            />
          )
        }
      >
        <Field
          type="text"
          label={words.commands.reason}
          hint={texts.reasonHint}
          value={typed.reason}
          onValue={(value) => setTyped({ ...typed, reason: value })}
          maxLength={500}
        />
      </CommandForm>
    </Dialog>
  );
}

const isUnsettled = (sending: Sending): boolean =>
  sending.kind === 'failed' &&
  sending.problem.kind === 'refused' &&
  sending.problem.error.code === 'not_settled';
