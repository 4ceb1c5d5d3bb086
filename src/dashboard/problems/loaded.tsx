/** Shows data once it is there; until then that it is loading, or why it is not there. */
import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ProblemText } from './problem-text.tsx';

interface Props<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ComponentChildren;
}

/** Data that is there stays, even when asking again fails. */
export function Loaded<T>({ resource: { data, problem }, children }: Props<T>) {
  const { words } = useLanguage();
  return (
    <>
      {problem !== undefined && (
        <div class="note">
          <ProblemText problem={problem} unanswered={words.problems.unreachable} />
        </div>
      )}
      {data !== undefined && children(data)}
      {data === undefined && problem === undefined && <p class="muted">{words.page.loading}</p>}
    </>
  );
}
