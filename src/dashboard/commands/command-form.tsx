/** The form of a command: what it will do, what can be said about it, and how it went. */
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useId } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import type { Sender } from './use-command.ts';

interface Props {
  readonly sender: Sender;
  /** What will happen. */
  readonly words: string;
  readonly confirm: string;
  /** Cannot be undone. */
  readonly danger?: boolean;
  /** Nothing can be sent as it is filled in now. */
  readonly invalid?: boolean;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
  readonly children?: ComponentChildren;
}

export function CommandForm(props: Props) {
  const {
    sender,
    words: explanation,
    confirm,
    danger = false,
    invalid = false,
    onSubmit,
    onBack,
    children,
  } = props;
  const { words } = useLanguage();
  const explanationId = useId();
  const { commands } = words;
  const busy = sender.sending.kind === 'sending';
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy || invalid) return;
    const unfinished = unfinishedField(event.currentTarget);
    if (unfinished === undefined) onSubmit();
    else unfinished.focus();
  };
  return (
    <form noValidate onSubmit={submit} aria-describedby={explanationId}>
      <p id={explanationId}>{explanation}</p>
      {children}
      <div role="alert">
        {sender.sending.kind === 'failed' && (
          <p class="note">
            <ProblemText problem={sender.sending.problem} unanswered={commands.problem.notAnswered} />
          </p>
        )}
      </div>
      <div class="buttons">
        <button type="button" aria-disabled={busy} onClick={() => !busy && onBack()}>
          {commands.back}
        </button>
        {/* Not `disabled`: the focus would be lost with it. */}
        <button type="submit" class={danger ? 'danger' : 'primary'} aria-disabled={busy || invalid}>
          {busy ? commands.sending : confirm}
        </button>
      </div>
    </form>
  );
}

/** A date of which the time is missing has the value of an empty one. Its check makes the field say so. */
const unfinishedField = (form: HTMLFormElement): HTMLInputElement | undefined =>
  [...form.elements].find(
    (each): each is HTMLInputElement =>
      each instanceof HTMLInputElement && each.validity.badInput && !each.checkValidity(),
  );
