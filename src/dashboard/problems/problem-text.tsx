/** Why something could not be read or done: first in the reader's language, then in the words of the API. */
import type { ApiError, Problem } from '../api/client.ts';
import { useLanguage } from '../words/use-language.tsx';
import type { Words } from '../words/english.ts';
import { refusalWords } from './refusal-words.ts';
import { ServerWords } from './server-words.tsx';

interface Props {
  readonly problem: Problem;
  /** The text when nobody answered. */
  readonly unanswered: string;
}

export function ProblemText({ problem, unanswered }: Props) {
  const language = useLanguage();
  const { words } = language;
  switch (problem.kind) {
    case 'unreachable':
      return <>{unanswered}</>;
    case 'unauthenticated':
      return <>{words.problems.code.unauthenticated}</>;
    case 'refused':
      return (
        <>
          {leadOf(problem.error, words)}{' '}
          {refusalWords(problem, language) ?? <ServerWords>{problem.error.message}</ServerWords>}
        </>
      );
  }
}

function leadOf({ code }: ApiError, { problems }: Words): string {
  const known: Readonly<Record<string, string>> = problems.code;
  return known[code] ?? problems.notDone;
}
