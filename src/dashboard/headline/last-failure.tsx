/** Why the last run failed: the words of the server as a quotation, and apart from them what to do. */
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import { Foreign } from '../layout/foreign-text.tsx';

export function LastFailure({ status }: { readonly status: StatusView | undefined }) {
  const { headline, runs } = useLanguage().words;
  const { last_execution_error: error = null, last_execution_outcome: outcome = null } = status ?? {};
  if (error !== null) {
    return (
      <>
        <p class="advice">{runs.remedy(error)}</p>
        <blockquote>
          <small>{headline.messageOf}</small>
          <Foreign>{error.message}</Foreign>
        </blockquote>
      </>
    );
  }
  // A cancelled run neither ends nor prolongs the row.
  return outcome === null || outcome === 'cancelled' ? null : (
    <p class="advice">{`${runs.outcome[outcome]}: ${runs.outcomeMeaning[outcome]}.`}</p>
  );
}
