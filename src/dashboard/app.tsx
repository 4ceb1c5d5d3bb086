/** The page in the reader's language, and what stands in its place when it cannot be drawn. */
import { LanguageProvider } from './words/use-language.tsx';
import { Boundary } from './problems/error-boundary.tsx';
import { Page } from './page.tsx';
import { useLanguageChoice } from './words/use-language-choice.ts';

interface Props {
  /** The platform checks who looks; otherwise function keys do. */
  readonly behindPlatform: boolean;
}

export function App({ behindPlatform }: Props) {
  const [code, chooseCode] = useLanguageChoice();
  return (
    // The zone is that of the schedule, which the page has yet to learn.
    <LanguageProvider code={code} zone={undefined}>
      <Boundary>
        <Page behindPlatform={behindPlatform} code={code} onLanguage={chooseCode} />
      </Boundary>
    </LanguageProvider>
  );
}
