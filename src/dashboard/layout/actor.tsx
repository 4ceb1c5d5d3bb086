/** Who did something: a person by name, the app itself in the reader's language. */
import { noReason } from '../../core/job/no-reason.ts';
import { useLanguage } from '../words/use-language.tsx';
import type { Words } from '../words/english.ts';
import { isolate } from '../words/isolate.ts';
import { Foreign } from './foreign-text.tsx';

/** Undefined for a person. */
function ownName(actor: string, { page }: Words): string | undefined {
  const known: Readonly<Record<string, string>> = page.actor;
  return Object.hasOwn(known, actor) ? known[actor] : undefined;
}

/** For use inside a sentence. */
export const actorName = (actor: string, words: Words): string => ownName(actor, words) ?? isolate(actor);

export function Actor({ children }: { readonly children: string }) {
  const { words } = useLanguage();
  const own = ownName(children, words);
  return own === undefined ? <Foreign>{children}</Foreign> : <span>{own}</span>;
}

/** Why somebody did something. */
export function ReasonGiven({ children }: { readonly children: string }) {
  const { words } = useLanguage();
  return children === noReason ? (
    <span class="muted">{words.page.noReason}</span>
  ) : (
    <Foreign>{children}</Foreign>
  );
}
