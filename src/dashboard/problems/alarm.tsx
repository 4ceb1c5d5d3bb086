/** Says that the API does not answer, or what it answered instead of data, and of when the shown data is. */
import type { ApiError, Problem } from '../api/client.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ProblemText } from './problem-text.tsx';
import { Foreign } from '../layout/text.tsx';

interface Props {
  readonly problem: Problem;
  /** Epoch milliseconds by the server's clock; undefined when there is no data. */
  readonly dataOf: number | undefined;
}

export function Alarm({ problem, dataOf }: Props) {
  const { words, format } = useLanguage();
  const { unreachable, stale, again } = words.commands.problem;
  return (
    <div class="alarm" role="alert">
      {problem.kind === 'refused' && problem.error.code === 'misconfigured' ? (
        <WrongSettings error={problem.error} />
      ) : (
        <p>
          <ProblemText problem={problem} unanswered={unreachable} />
        </p>
      )}
      <p>
        {dataOf !== undefined && stale(format.exact(dataOf))} {again}
      </p>
    </div>
  );
}

/** The message of this answer is all its details in one line. */
function WrongSettings({ error }: { readonly error: ApiError }) {
  const { words } = useLanguage();
  return (
    <>
      <p>{words.commands.problem.code.misconfigured}</p>
      <ul>
        {error.details.map((detail) => (
          <li key={String(detail)}>
            <Foreign lang="en">{String(detail)}</Foreign>
          </li>
        ))}
      </ul>
    </>
  );
}
