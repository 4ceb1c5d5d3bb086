/** Cancels the run for which it was opened, once somebody has read that it cannot be undone. */
import { useState } from 'preact/hooks';
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { CommandForm } from './command-form.tsx';
import type { CommandProps } from './command-props.ts';
import { ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends Omit<CommandProps, 'open'> {
  /** Undefined: closed. Another run that has begun meanwhile is not meant. */
  readonly run: ActiveRunView | undefined;
  /** A cancel reaches the procedure with the next one. */
  readonly heartbeatSeconds: number | undefined;
}

export function CancelDialog({ client, run, onClose, onDone, heartbeatSeconds }: Props) {
  const language = useLanguage();
  const { cancel } = language.words.commands;
  const [typed, setTyped] = useState({ id: '', reason: '' });
  const sender = useCommand(client, run !== undefined);
  // What was typed of another run is not said of this one.
  const reason = typed.id === run?.id ? typed.reason : '';
  const submit = async (id: string): Promise<void> => {
    if (!(await sender.send(`/scheduler/runs/${id}/cancel`, reasonIn(reason)))) return;
    setTyped({ id: '', reason: '' });
    onDone();
  };
  return (
    <Dialog
      title={cancel.title}
      open={run !== undefined}
      busy={sender.sending.kind === 'sending'}
      onClose={onClose}
    >
      {run !== undefined && (
        <CommandForm
          sender={sender}
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
      return cancel.adrift;
    case 'running':
    case 'stopping':
    case 'finished':
      return heartbeatSeconds === undefined
        ? cancel.words
        : `${cancel.words} ${cancel.within(format.duration(heartbeatSeconds))}`;
  }
}
