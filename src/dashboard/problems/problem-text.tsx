/** Why something could not be read or done: first in the reader's language, then in the words of the API. */
import type { ApiError, Problem } from '../api/client.ts';
import type { Sending } from '../commands/sender.ts';
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

/** Below the form that sent a command. The place is there before, so that the problem is read out. */
export function SendingProblem({ sending }: { readonly sending: Sending }) {
  const { problems } = useLanguage().words;
  return (
    <div role="alert">
      {sending.kind === 'failed' && (
        <div class="note">
          <ProblemText problem={sending.problem} unanswered={problems.notAnswered} />
        </div>
      )}
    </div>
  );
}

function leadOf({ code }: ApiError, { problems }: Words): string {
  const known: Readonly<Record<string, string>> = problems.code;
  return known[code] ?? problems.notDone;
}
