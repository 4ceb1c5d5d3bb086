/** The messages of the procedure, newest last, in a box that the keyboard can scroll too. */
import type { MessageView } from '../../api/schemas/progress-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Foreign } from './foreign-text.tsx';

interface Props {
  readonly messages: readonly MessageView[];
  readonly label: string;
  readonly none: string;
}

export function Messages({ messages, label, none }: Props) {
  const { words, format } = useLanguage();
  if (messages.length === 0) return <p class="muted">{none}</p>;
  return (
    <section class="messages" aria-label={label} tabIndex={0}>
      <ol>
        {messages.map(({ at, text, dropped }) => (
          <li key={`${at} ${text}`}>
            <time dateTime={at}>{format.clock(at)}</time>{' '}
            {dropped === undefined ? <Foreign>{text}</Foreign> : words.runDetails.messagesDropped(dropped)}
          </li>
        ))}
      </ol>
    </section>
  );
}
