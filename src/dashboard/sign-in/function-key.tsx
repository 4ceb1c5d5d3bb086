/** Asks for the function key where the app requires one, and keeps it for this tab until the tab is closed. */
import type { TargetedSubmitEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';

const name = 'functions-key';

export const storedKey = (): string | undefined => sessionStorage.getItem(name) ?? undefined;

export function storeKey(key: string | undefined): void {
  if (key === undefined) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, key);
}

interface Props {
  /** Whether the key is accepted is not known yet. */
  readonly checking: boolean;
  /** The key was not accepted. */
  readonly wrong: boolean;
  readonly onKey: (key: string) => void;
}

export function KeyForm({ checking, wrong, onKey }: Props) {
  const { signIn } = useLanguage().words;
  const [key, setKey] = useState('');
  const id = useId();
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (key.trim() !== '' && !checking) onKey(key.trim());
  };
  return (
    <form class="card key" noValidate onSubmit={submit}>
      <h2>{signIn.title}</h2>
      <p>{signIn.words}</p>
      <div class="field">
        <label for={id}>{signIn.key}</label>
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
          {wrong ? signIn.wrong : ''}
        </small>
      </div>
      <button type="submit" class="primary" aria-disabled={checking}>
        {checking ? signIn.checking : signIn.open}
      </button>
    </form>
  );
}
