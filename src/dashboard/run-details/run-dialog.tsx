/** One run in detail, opened by the address of the page, so that it can be linked to and the browser can go back. */
import { useEffect, useState } from 'preact/hooks';
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import type { Client } from '../api/client.ts';
import { useWatched } from '../api/use-resource.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { ProblemText } from '../problems/problem-text.tsx';
import { RunDetail } from './run-details.tsx';

interface Props {
  readonly client: Client;
  readonly revision: string;
}

export function RunDialog({ client, revision }: Props) {
  const { words, format } = useLanguage();
  const [id, leave] = useRunInAddress();
  const path = id === undefined ? undefined : `/scheduler/runs/${encodeURIComponent(id)}`;
  const { data, problem } = useWatched<RunDetailView>(client, path, revision, isActive);
  const run = data?.id === id ? data : undefined;
  const title =
    run === undefined
      ? words.records.history.details
      : words.runs.detail.title(format.exact(run.started_at ?? run.created_at));
  return (
    <Dialog title={title} open={id !== undefined} onClose={leave}>
      {problem !== undefined && (
        <p class="note">
          {problem.kind === 'refused' && problem.status === 404 ? (
            words.runs.detail.unknownRun
          ) : (
            <ProblemText problem={problem} unanswered={words.commands.problem.unreachable} />
          )}
        </p>
      )}
      {run === undefined ? (
        problem === undefined && <p class="muted">{words.page.loading}</p>
      ) : (
        <RunDetail run={run} />
      )}
    </Dialog>
  );
}

const isActive = (run: RunDetailView): boolean => run.outcome === null;

const inAddress = (): string | undefined => /^#run=(\w+)$/.exec(window.location.hash)?.[1];

/** The run whose detail the address asks for, and how to leave it. */
function useRunInAddress(): readonly [string | undefined, () => void] {
  const [id, setId] = useState(inAddress);
  useEffect(() => {
    const read = (): void => setId(inAddress());
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const leave = (): void => {
    // Not by the event alone: it comes later, and going back at once would look as if nobody had left.
    setId(undefined);
    // Not by another entry in the history: that scrolls to the top, and going back would open it again.
    if (inAddress() !== undefined)
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
  };
  return [id, leave];
}
