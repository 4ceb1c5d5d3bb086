/** Pauses the schedule, until somebody resumes it or until a time on the schedule's wall clock. */
import { useState } from 'preact/hooks';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { wallClockToIso } from '../time/wall-clock.ts';
import { Dialog } from '../layout/dialog.tsx';
import { commands, urlOf } from '../../api/commands.ts';
import { pausesEndBefore } from '../../core/schedule/limits.ts';
import { CommandForm, type DialogProps } from './command-form.tsx';
import { Check, Field, ReasonField, reasonIn } from './fields.tsx';
import { useCommand } from './use-command.ts';

interface Props extends DialogProps {
  /** The run in progress, unless it was already asked to stop. */
  readonly runId: string | undefined;
}

const blank = { reason: '', until: '', cancelled: '' };

export function PauseDialog({ client, open, onClose, onDone, runId }: Props) {
  const { words, format } = useLanguage();
  const { stop } = words.commands;
  const [typed, setTyped] = useState(blank);
  const command = useCommand(client, open);
  const now = useNow();
  const until = wallClockToIso(typed.until, format.zone);
  const resumeAt = Date.parse(until ?? '');
  const untilWrong = typed.until !== '' && !(resumeAt > now && resumeAt < pausesEndBefore);
  // The tick was meant for that run, not for one that has begun since.
  const cancel = typed.cancelled !== '' && typed.cancelled === runId;
  const untilHint = (): string => {
    if (untilWrong) return stop.untilWrong;
    if (until === undefined) return stop.untilHint(format.zone);
    return stop.untilMeans(format.exact(until), format.duration((resumeAt - now) / 1_000));
  };
  const submit = async (): Promise<void> => {
    const body = {
      ...reasonIn(typed.reason),
      ...(until === undefined ? {} : { until }),
      ...(cancel ? { cancel: true, run_id: runId } : {}),
    };
    if (!(await command.send(urlOf(commands.stop.path), body))) return;
    setTyped(blank);
    onDone();
  };
  return (
    <Dialog title={stop.title} open={open} busy={command.sending.kind === 'sending'} onClose={onClose}>
      <CommandForm
        command={command}
        words={runId === undefined || cancel ? stop.words : `${stop.words} ${stop.runGoesOn}`}
        confirm={stop.confirm}
        danger={cancel}
        wrong={untilWrong ? words.commands.correct : undefined}
        onSubmit={() => void submit()}
        onBack={onClose}
      >
        <ReasonField value={typed.reason} onValue={(reason) => setTyped({ ...typed, reason })} />
        <Field
          type="datetime-local"
          label={stop.until}
          hint={untilHint()}
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
