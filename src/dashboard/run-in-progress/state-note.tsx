/** Whatever is unusual about the state of the active run. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { ReasonView } from '../../api/schemas/status-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly run: ActiveRunView;
  /** Why it is or is not executing now. */
  readonly reason: ReasonView;
  readonly now: number;
}

export function StateNote({ run, reason, now }: Props) {
  const { words, format } = useLanguage();
  const { runInProgress: texts } = words;
  switch (run.state) {
    case 'waiting':
      // Only the reason knows when it continues: a pause may hold it back.
      if (reason.code === 'requested' || reason.code === 'retry_due') return <p>{texts.startsSoon}</p>;
      if (reason.code === 'retry_held_by_pause') return <p>{words.nextRun.reason.retry_held_by_pause()}</p>;
      return reason.code === 'waiting_for_retry' && reason.at !== undefined ? (
        <p>{texts.nextAttempt(run.attempts.length + 1, format.moment(reason.at, now))}</p>
      ) : null;
    case 'stopping':
    case 'reconciling':
    case 'orphaned':
      return <p class="note">{texts[run.state]}</p>;
    case 'running':
    case 'finished':
      return null;
  }
}
