/** Requests one run of the chosen days now. */
import { useState } from 'preact/hooks';
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { RangeInWords, ReasonField, reasonIn } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { lengthOf, type Span } from '../time/spans.ts';
import { useLanguage } from '../words/use-language.tsx';
import { EstimateFacts } from './estimate-facts.tsx';

interface Props extends DialogProps {
  readonly span: Span;
  readonly progress: BackfillProgressView | undefined;
}

export function RunDaysDialog({ client, open, onClose, onDone, span, progress }: Props) {
  const { words, format } = useLanguage();
  const { dayCommands: texts } = words;
  const [reason, setReason] = useState('');
  const command = useCommand(client, open);
  const { awal, akhir } = span;
  const submit = async (): Promise<void> => {
    const body = { awal, akhir, ...reasonIn(reason) };
    if (!(await command.send(urlOf(commands.forceExecute.path), body))) return;
    setReason('');
    onDone();
  };
  return (
    <Dialog
      title={texts.run.title(format.dates(awal, akhir))}
      open={open}
      busy={command.sending.kind === 'sending'}
      onClose={onClose}
    >
      <CommandForm
        command={command}
        words={texts.run.words}
        confirm={words.commands.forceExecute.confirm}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <EstimateFacts days={lengthOf(span)} progress={progress} />
        <ReasonField value={reason} onValue={setReason} />
        <RangeInWords {...span} />
      </CommandForm>
    </Dialog>
  );
}
