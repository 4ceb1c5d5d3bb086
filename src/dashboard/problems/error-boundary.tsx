/**
 * What cannot be drawn is said to be so: a part that merely stopped would go on showing old figures as new ones. The
 * likely cause is a page that was opened before the app was replaced by a newer one.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { useLanguage } from '../words/use-language.tsx';
import { Foreign } from '../layout/text.tsx';

export function Boundary({ children }: { readonly children: ComponentChildren }) {
  const { commands, page } = useLanguage().words;
  const { problem } = commands;
  const [error] = useErrorBoundary();
  useEffect(() => {
    if (error !== undefined) document.title = page.headline.unknown;
  }, [error, page]);
  if (error === undefined) return <>{children}</>;
  return (
    <div class="alarm" role="alert">
      <p>
        {problem.notDrawn} <Foreign lang="en">{String(error)}</Foreign>
      </p>
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          {problem.reload}
        </button>
      </p>
    </div>
  );
}
