/** One run in detail. The address of the page opens it, so that links and the browser's way back work. */
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { availabilityOf, type Known } from '../commands/availability.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { useInAddress } from '../layout/in-address.ts';
import { ProblemText } from '../problems/problem-text.tsx';
import { RunAgain } from './run-again.tsx';
import { RunDetails } from './run-details.tsx';

interface Props extends Known {
  readonly feed: Feed;
  /** Somebody added a note. */
  readonly onChanged: () => void;
  /** Another run of its dates was requested. */
  readonly onRequested: () => void;
}

export function RunDialog({ feed, onChanged, onRequested, ...known }: Props) {
  const { client } = feed;
  const { words, format } = useLanguage();
  const [id, leave] = useInAddress('run');
  const path = id === undefined ? undefined : `/scheduler/runs/${encodeURIComponent(id)}`;
  const { data, problem } = useFollowed<RunDetailView>(feed, path, isActive);
  const mayNote = availabilityOf('noteRun', known).kind === 'available';
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
        <RunDetails run={run} noting={mayNote ? { client, onNoted: onChanged } : undefined}>
          {run.outcome !== null && (
            <RunAgain
              key={run.id}
              {...{ client, known, run }}
              onDone={() => {
                leave();
                onRequested();
              }}
            />
          )}
        </RunDetails>
      )}
    </Dialog>
  );
}

const isActive = (run: RunDetailView): boolean => run.outcome === null;
