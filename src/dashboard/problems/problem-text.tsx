/** Why something could not be read or done: in the reader's language first, then in the API's own words. */
import type { ApiError, Problem } from '../api/client.ts';
import { useLanguage } from '../words/use-language.tsx';
import type { Words } from '../words/words.ts';
import { Foreign } from '../layout/text.tsx';

interface Props {
  readonly problem: Problem;
  /** What to say when nobody answered. */
  readonly unanswered: string;
}

export function ProblemText({ problem, unanswered }: Props) {
  const { words } = useLanguage();
  switch (problem.kind) {
    case 'unreachable':
      return <>{unanswered}</>;
    case 'unauthenticated':
      return <>{words.commands.problem.code.unauthenticated}</>;
    case 'refused':
      return (
        <>
          {leadOf(problem.error, words)} <Foreign lang="en">{problem.error.message}</Foreign>
        </>
      );
  }
}

function leadOf({ code }: ApiError, { commands }: Words): string {
  const known: Readonly<Record<string, string>> = commands.problem.code;
  return known[code] ?? commands.problem.notDone;
}
