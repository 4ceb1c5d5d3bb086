/** A button for a command. While the command is not available, it says why, to screen readers as well. */
import { useId } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';
import type { Availability, Command } from './availability.ts';
import type { Words } from '../words/english.ts';

interface Props {
  readonly command: Command;
  readonly availability: Availability;
  readonly kind: 'primary' | 'danger' | 'plain';
  /** In place of the name of the command. */
  readonly label?: string | undefined;
  /** For those who hear the button without what stands around it. */
  readonly describes?: string;
  readonly onPress: () => void;
}

export function CommandButton({ command, availability, kind, label, describes, onPress }: Props) {
  const { words } = useLanguage();
  const whyId = useId();
  const why = whyNot(availability, words);
  const name = label ?? words.commands.name[command];
  // Not `disabled`: the keyboard has to reach it for the reason to be read.
  return (
    <span class="command">
      <button
        type="button"
        class={kind}
        aria-disabled={availability.kind !== 'available'}
        aria-describedby={why === '' ? undefined : whyId}
        aria-label={describes}
        onClick={() => availability.kind === 'available' && onPress()}
      >
        {name}
      </button>
      {why !== '' && (
        <small id={whyId}>
          {/* It stands below the row, and is heard with the button. */}
          <span aria-hidden="true">{name.replace(/ …$/, '')}: </span>
          {why}
        </small>
      )}
    </span>
  );
}

function whyNot(availability: Availability, { commands, signIn }: Words): string {
  switch (availability.kind) {
    case 'available':
      return '';
    case 'forbidden':
      return commands.forbidden(signIn.role[availability.needs]);
    case 'unavailable':
      return commands.unavailable[availability.why];
  }
}
