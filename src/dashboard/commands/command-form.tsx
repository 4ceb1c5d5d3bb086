/** The form of a command: what it will do, its fields, and what went wrong. */
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useId } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import { useLanguage } from '../words/use-language.tsx';
import { SendingProblem } from '../problems/problem-text.tsx';
import type { UsedCommand } from './use-command.ts';

/** For the dialog of every command. */
export interface DialogProps {
  readonly client: Client;
  readonly open: boolean;
  readonly onClose: () => void;
  /** The command was carried out. */
  readonly onDone: () => void;
}

interface Props {
  readonly command: UsedCommand;
  /** What will happen. */
  readonly words: string;
  readonly confirm: string;
  /** Cannot be undone. */
  readonly danger?: boolean;
  /** Why its fields cannot be sent as they are. */
  readonly wrong?: string | undefined;
  /** Asked for after a refusal, below it. */
  readonly confirmation?: ComponentChildren;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
  readonly children?: ComponentChildren;
}

export function CommandForm(props: Props) {
  const {
    command,
    words: explanation,
    confirm,
    danger = false,
    wrong,
    onSubmit,
    onBack,
    confirmation,
    children,
  } = props;
  const { words } = useLanguage();
  const explanationId = useId();
  const wrongId = useId();
  const { commands } = words;
  const busy = command.sending.kind === 'sending';
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy || wrong !== undefined) return;
    const unfinished = unfinishedField(event.currentTarget);
    if (unfinished === undefined) onSubmit();
    else unfinished.focus();
  };
  return (
    <form noValidate onSubmit={submit} aria-describedby={explanationId}>
      <p id={explanationId}>{explanation}</p>
      {children}
      <SendingProblem sending={command.sending} />
      {confirmation}
      <div class="buttons">
        <button type="button" aria-disabled={busy} onClick={() => !busy && onBack()}>
          {commands.back}
        </button>
        {/* Not `disabled`: the focus would be lost with it. */}
        <button
          type="submit"
          class={danger ? 'danger' : 'primary'}
          aria-disabled={busy || wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : wrongId}
        >
          {busy ? commands.sending : confirm}
        </button>
        {wrong !== undefined && <small id={wrongId}>{wrong}</small>}
      </div>
    </form>
  );
}

/** A date without its time has the value of an empty field. Checking the validity makes the field say so. */
const unfinishedField = (form: HTMLFormElement): HTMLInputElement | undefined =>
  [...form.elements].find(
    (each): each is HTMLInputElement =>
      each instanceof HTMLInputElement && each.validity.badInput && !each.checkValidity(),
  );
