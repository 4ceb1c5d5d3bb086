/** Reopens the last month of the closed period until a time on the schedule's wall clock. */
import { useState } from 'preact/hooks';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from '../commands/command-form.tsx';
import { Field, RangeInWords } from '../commands/fields.tsx';
import { useCommand } from '../commands/use-command.ts';
import { Dialog } from '../layout/dialog.tsx';
import { useNow } from '../time/use-now.ts';
import { wallClockToIso } from '../time/wall-clock.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props extends DialogProps {
  /** The last closed day. */
  readonly through: string;
}

export function ReopenDialog({ client, open, onClose, onDone, through }: Props) {
  const { words, format } = useLanguage();
  const { reopen: texts } = words.dayCommands;
  const first = `${through.slice(0, 8)}01`;
  const [typed, setTyped] = useState({ reason: '', until: '', from: '' });
  const command = useCommand(client, open);
  const now = useNow();
  const until = wallClockToIso(typed.until, format.zone);
  const endsAt = Date.parse(until ?? '');
  const from = typed.from === '' ? first : typed.from;
  const reason = typed.reason.trim();
  const untilWrong = typed.until !== '' && !(endsAt > now);
  const untilHint = (): string => {
    if (untilWrong) return texts.untilWrong;
    if (until === undefined) return texts.untilHint(format.zone);
    return texts.untilMeans(format.exact(until), format.duration((endsAt - now) / 1_000));
  };
  const wrong = endsAt > now ? (reason === '' ? words.commands.reasonFirst : undefined) : texts.untilWrong;
  const submit = async (): Promise<void> => {
    if (!(await command.send(urlOf(commands.reopenPeriod.path), { reason, until, from }))) return;
    setTyped({ reason: '', until: '', from: '' });
    onDone();
  };
  return (
    <Dialog title={texts.title} open={open} busy={command.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        command={command}
        words={texts.words}
        confirm={texts.confirm}
        wrong={wrong}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <Field
          type="date"
          label={texts.from}
          value={from}
          max={through}
          onValue={(value) => setTyped({ ...typed, from: value })}
        />
        <Field
          type="datetime-local"
          label={texts.until}
          hint={untilHint()}
          value={typed.until}
          onValue={(value) => setTyped({ ...typed, until: value })}
          invalid={untilWrong}
        />
        <Field
          type="text"
          label={words.commands.reason}
          hint={words.dayCommands.close.reasonHint}
          value={typed.reason}
          onValue={(value) => setTyped({ ...typed, reason: value })}
          maxLength={500}
        />
        <RangeInWords awal={from <= through ? from : through} akhir={through} />
      </CommandForm>
    </Dialog>
  );
}
