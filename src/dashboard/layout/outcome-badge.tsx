/** The outcome or the state of a run as a sign and a word: colour alone would exclude some readers. */
import type { AttemptView, RunView } from '../../api/schemas/run-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';

export type Shown = AttemptView['outcome'] | 'active';

export const signOf: Readonly<Record<Shown, string>> = {
  succeeded: '✓',
  failed: '✕',
  timed_out: '◔',
  cancelled: '⊘',
  lost: '?',
  interrupted: '↯',
  skipped: '↷',
  active: '●',
};

export function Outcome({ run }: { readonly run: Pick<RunView, 'outcome' | 'state'> }) {
  const { words } = useLanguage();
  return run.outcome === null ? (
    <Badge shown="active">{words.runs.state[run.state]}</Badge>
  ) : (
    <Badge shown={run.outcome}>{words.runs.outcome[run.outcome]}</Badge>
  );
}

export function Badge({ shown, children }: { readonly shown: Shown; readonly children: string }) {
  return (
    <span class="badge" data-outcome={shown}>
      <span aria-hidden="true">{signOf[shown]}</span> {children}
    </span>
  );
}
