/**
 * Replaces the page by an error when drawing fails: a part that merely stopped would go on showing old figures as
 * new ones. The likely cause is a page that was opened before the app was updated.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';
import { ServerWords } from './server-words.tsx';

export function ErrorBoundary({ children }: { readonly children: ComponentChildren }) {
  const { problems, headline } = useLanguage().words;
  const [error] = useErrorBoundary();
  useEffect(() => {
    if (error !== undefined) document.title = headline.word.unknown;
  }, [error, headline]);
  if (error === undefined) return <>{children}</>;
  return (
    <div class="alarm" role="alert">
      <div>
        {problems.notDrawn} <ServerWords>{String(error)}</ServerWords>
      </div>
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          {problems.reload}
        </button>
      </p>
    </div>
  );
}
