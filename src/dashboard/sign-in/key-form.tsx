/** Asks for the function key where the app wants one. */
import type { TargetedSubmitEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  /** Whether the key that was given is accepted is not known yet. */
  readonly checking: boolean;
  /** It is not accepted. */
  readonly wrong: boolean;
  readonly onKey: (key: string) => void;
}

export function KeyForm({ checking, wrong, onKey }: Props) {
  const { words } = useLanguage();
  const { access } = words.commands;
  const [key, setKey] = useState('');
  const id = useId();
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (key.trim() !== '' && !checking) onKey(key.trim());
  };
  return (
    <form class="card key" noValidate onSubmit={submit}>
      <h2>{access.title}</h2>
      <p>{access.words}</p>
      <div class="field">
        <label for={id}>{access.key}</label>
        <input
          id={id}
          type="password"
          autocomplete="off"
          value={key}
          aria-invalid={wrong}
          aria-describedby={`${id}-wrong`}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <small id={`${id}-wrong`} class="wrong" role="alert">
          {wrong ? access.wrong : ''}
        </small>
      </div>
      <button type="submit" class="primary" aria-disabled={checking}>
        {checking ? access.checking : access.show}
      </button>
    </form>
  );
}
