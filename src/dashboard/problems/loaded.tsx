/** What was asked for once it is there; until then that it is on its way, or why it does not come. */
import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/use-resource.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ProblemText } from './problem-text.tsx';

interface Props<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ComponentChildren;
}

/** Data that is there stays, whatever becomes of the next question. */
export function Loaded<T>({ resource: { data, problem }, children }: Props<T>) {
  const { words } = useLanguage();
  return (
    <>
      {problem !== undefined && (
        <p class="note">
          <ProblemText problem={problem} unanswered={words.commands.problem.unreachable} />
        </p>
      )}
      {data !== undefined && children(data)}
      {data === undefined && problem === undefined && <p class="muted">{words.page.loading}</p>}
    </>
  );
}
