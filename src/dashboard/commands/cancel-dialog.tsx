/** Cancels the run for which it was opened, after a warning that this cannot be undone. */
import { useState } from 'preact/hooks';
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { commands, urlOf } from '../../api/commands.ts';
import { CommandForm, type DialogProps } from './command-form.tsx';
import { ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends Omit<DialogProps, 'open'> {
  /** Undefined: closed. A run that has begun since is not meant. */
  readonly run: ActiveRunView | undefined;
  /** A cancellation request reaches the procedure with the next heartbeat. */
  readonly heartbeatSeconds: number | undefined;
}

export function CancelDialog({ client, run, onClose, onDone, heartbeatSeconds }: Props) {
  const language = useLanguage();
  const { cancel } = language.words.commands;
  const [typed, setTyped] = useState({ id: '', reason: '' });
  const command = useCommand(client, run !== undefined);
  // A reason typed for another run does not count for this one.
  const reason = typed.id === run?.id ? typed.reason : '';
  const submit = async (id: string): Promise<void> => {
    if (!(await command.send(urlOf(commands.cancel.path, id), reasonIn(reason)))) return;
    setTyped({ id: '', reason: '' });
    onDone();
  };
  return (
    <Dialog
      title={cancel.title}
      open={run !== undefined}
      busy={command.sending.kind === 'sending'}
      onClose={onClose}
    >
      {run !== undefined && (
        <CommandForm
          command={command}
          words={explanation(run, heartbeatSeconds, language)}
          confirm={cancel.confirm}
          danger
          onSubmit={() => void submit(run.id)}
          onBack={onClose}
        >
          <ReasonField value={reason} onValue={(value) => setTyped({ id: run.id, reason: value })} />
        </CommandForm>
      )}
    </Dialog>
  );
}

function explanation(
  run: ActiveRunView,
  heartbeatSeconds: number | undefined,
  { words, format }: LanguageContext,
): string {
  const { cancel } = words.commands;
  switch (run.state) {
    case 'waiting':
      return cancel.waiting;
    case 'reconciling':
    case 'orphaned':
      return cancel.processLost;
    case 'running':
    case 'stopping':
    case 'finished':
      return heartbeatSeconds === undefined
        ? cancel.words
        : `${cancel.words} ${cancel.within(format.duration(heartbeatSeconds))}`;
  }
}
