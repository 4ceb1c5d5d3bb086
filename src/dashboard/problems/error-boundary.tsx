/**
 * Replaces the page by an error when drawing fails: a part that merely stopped would go on showing old figures as
 * new ones. The likely cause is a page that was opened before the app was updated.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';
import { Foreign } from '../layout/foreign-text.tsx';

export function ErrorBoundary({ children }: { readonly children: ComponentChildren }) {
  const { problems, headline } = useLanguage().words;
  const [error] = useErrorBoundary();
  useEffect(() => {
    if (error !== undefined) document.title = headline.word.unknown;
  }, [error, headline]);
  if (error === undefined) return <>{children}</>;
  return (
    <div class="alarm" role="alert">
      <p>
        {problems.notDrawn} <Foreign lang="en">{String(error)}</Foreign>
      </p>
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          {problems.reload}
        </button>
      </p>
    </div>
  );
}
