/** Says that the API does not answer, or what it answered instead of data, and of when the shown data is. */
import type { Problem } from '../api/client.ts';
import { useLanguage } from '../context/language.tsx';
import { ProblemText } from './problem.tsx';

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
      <p>
        <ProblemText problem={problem} unanswered={unreachable} /> {again}
      </p>
      {problem.kind === 'refused' && problem.error.details.length > 0 && (
        <ul>
          {problem.error.details.map((detail) => (
            <li key={String(detail)} lang="en">
              {typeof detail === 'string' ? detail : `${detail.field}: expected ${detail.expected}`}
            </li>
          ))}
        </ul>
      )}
      {dataOf !== undefined && <p>{stale(format.exact(dataOf))}</p>}
    </div>
  );
}
