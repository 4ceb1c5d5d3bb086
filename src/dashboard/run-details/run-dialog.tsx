/** One run in detail. The address of the page opens it, so that links and the browser's way back work. */
import { useEffect, useState } from 'preact/hooks';
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { RunDetails } from './run-details.tsx';

export function RunDialog({ feed }: { readonly feed: Feed }) {
  const { words, format } = useLanguage();
  const [id, leave] = useRunInAddress();
  const path = id === undefined ? undefined : `/scheduler/runs/${encodeURIComponent(id)}`;
  const { data, problem } = useFollowed<RunDetailView>(feed, path, isActive);
  const run = data?.id === id ? data : undefined;
  const title =
    run === undefined
      ? words.runDetails.untitled
      : words.runDetails.title(format.exact(run.started_at ?? run.created_at));
  return (
    <Dialog title={title} open={id !== undefined} onClose={leave}>
      {problem !== undefined && (
        <p class="note">
          {problem.kind === 'refused' && problem.status === 404 ? (
            words.runDetails.unknownRun
          ) : (
            <ProblemText problem={problem} unanswered={words.problems.unreachable} />
          )}
        </p>
      )}
      {run === undefined ? (
        problem === undefined && <p class="muted">{words.page.loading}</p>
      ) : (
        <RunDetails run={run} />
      )}
    </Dialog>
  );
}

const isActive = (run: RunDetailView): boolean => run.outcome === null;

const inAddress = (): string | undefined => /^#run=(\w+)$/.exec(window.location.hash)?.[1];

/** The run that the address asks for, and how to leave it. */
function useRunInAddress(): readonly [string | undefined, () => void] {
  const [id, setId] = useState(inAddress);
  useEffect(() => {
    const read = (): void => setId(inAddress());
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const leave = (): void => {
    // At once: until the event comes, going back would look as if nobody had left.
    setId(undefined);
    // Without another entry in the browser's history: it would scroll to the top, and going back would reopen the run.
    if (inAddress() !== undefined)
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
  };
  return [id, leave];
}
