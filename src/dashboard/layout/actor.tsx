/** Who did something, and why, as the page shows it. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { shortId } from '../../core/identity.ts';
import { noReason } from '../../core/job/no-reason.ts';
import { type ActorId, ownName } from '../words/actor-name.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Foreign } from './foreign-text.tsx';

interface Props {
  readonly id: ActorId;
  /** The name. */
  readonly children: string;
}

export function Actor({ id, children }: Props) {
  const { words } = useLanguage();
  const own = ownName(children, id, words);
  if (own !== undefined) return <span>{own}</span>;
  const short = shortId(id);
  return (
    <>
      <Foreign>{children}</Foreign>
      {short !== undefined && (
        <small class="muted">
          {' '}
          (<Foreign>{short}</Foreign>)
        </small>
      )}
    </>
  );
}

/** Why somebody did something. */
export function ReasonGiven({ children }: { readonly children: string }) {
  const { words } = useLanguage();
  return children === noReason ? (
    <span class="muted">{words.page.noReason}</span>
  ) : (
    <Foreign>{children}</Foreign>
  );
}

/** What or who started a run. */
export function StartedBy({ run }: { readonly run: Pick<RunView, 'trigger' | 'actor' | 'actor_id'> }) {
  const { runs, runDetails } = useLanguage().words;
  if (run.trigger !== 'request') return <>{runs.trigger[run.trigger]}</>;
  return (
    <>
      {runDetails.requestedBy} <Actor id={run.actor_id}>{run.actor}</Actor>
    </>
  );
}
