/** The page in the reader's language, or an error in its place when it cannot be drawn. */
import { LanguageProvider, useLanguageChoice } from './words/use-language.tsx';
import { ErrorBoundary } from './problems/error-boundary.tsx';
import { Page } from './page.tsx';

interface Props {
  /** The platform signs users in; otherwise function keys guard the API. */
  readonly behindPlatform: boolean;
}

export function App({ behindPlatform }: Props) {
  const [code, chooseCode] = useLanguageChoice();
  return (
    // The zone is the schedule's, which the page does not know yet.
    <LanguageProvider code={code} zone={undefined}>
      <ErrorBoundary>
        <Page behindPlatform={behindPlatform} code={code} onLanguage={chooseCode} />
      </ErrorBoundary>
    </LanguageProvider>
  );
}
