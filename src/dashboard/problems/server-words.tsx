/** Words of the server, which exist in English only: folded away on a page in another language. */
import type { ComponentChildren } from 'preact';
import { useLanguage } from '../words/use-language.tsx';

export function ServerWords({ children }: { readonly children: ComponentChildren }) {
  const { inEnglish } = useLanguage().words.problems;
  if (inEnglish === '') return <bdi lang="en">{children}</bdi>;
  return (
    <details>
      <summary>{inEnglish}</summary>
      <bdi lang="en">{children}</bdi>
    </details>
  );
}
