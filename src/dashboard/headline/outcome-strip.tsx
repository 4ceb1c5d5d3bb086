/** How the last runs ended, oldest first: one sign for each, which leads to its run. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { startOf } from '../history/unserved-slots.ts';
import { signOf } from '../layout/outcome-badge.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';

const mostShown = 30;

export function OutcomeStrip({ runs }: { readonly runs: readonly RunView[] }) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const shown = runs
    .flatMap((run) => (run.outcome === null ? [] : [{ ...run, outcome: run.outcome }]))
    .slice(0, mostShown)
    .toReversed();
  if (shown.length === 0) return null;
  const good = shown.filter(({ outcome }) => outcome === 'succeeded').length;
  const title = words.headline.strip(shown.length);
  return (
    <div class="strip">
      <p class="muted">
        {title}: <strong class="block">{words.headline.stripGood(good)}</strong>
      </p>
      <ol aria-label={title}>
        {shown.map((run) => {
          const { id, outcome } = run;
          const name = `${format.moment(startOf(run), now)}: ${words.runs.outcome[outcome]}`;
          return (
            <li key={id}>
              <a href={`#run=${id}`} data-outcome={outcome} aria-label={name} title={name}>
                <span aria-hidden="true">{signOf[outcome]}</span>
              </a>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
