/** Says that the API does not answer, or with which problem, and how old the data on the page is. */
import type { ApiError, Problem } from '../api/client.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ProblemText } from './problem-text.tsx';
import { Foreign } from '../layout/foreign-text.tsx';

interface Props {
  readonly problem: Problem;
  /** Epoch milliseconds by the server's clock; undefined when there is no data. */
  readonly dataOf: number | undefined;
}

export function Alarm({ problem, dataOf }: Props) {
  const { words, format } = useLanguage();
  const { unreachable, stale, again } = words.problems;
  return (
    <div class="alarm" role="alert">
      {problem.kind === 'refused' && problem.error.code === 'misconfigured' ? (
        <WrongSettings error={problem.error} />
      ) : (
        <div>
          <ProblemText problem={problem} unanswered={unreachable} />
        </div>
      )}
      <p>
        {dataOf !== undefined && stale(format.exact(dataOf))} {again}
      </p>
    </div>
  );
}

/** One line for each setting: the message of this answer has them all in one. */
function WrongSettings({ error }: { readonly error: ApiError }) {
  const { words } = useLanguage();
  return (
    <>
      <p>{words.problems.code.misconfigured}</p>
      {words.problems.inEnglish !== '' && <p>{words.problems.inEnglish}:</p>}
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
