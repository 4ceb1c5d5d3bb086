/** A rule in words. */
import type { RuleView } from '../../api/schemas/status-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';

export function RuleWords({ rule: { hours, after } }: { readonly rule: RuleView }) {
  const { words, format } = useLanguage();
  const { everyAfterFinish, everyAtFixedRate } = words.records.schedule;
  const every = after === 'finish' ? everyAfterFinish : everyAtFixedRate;
  return <>{every(format.decimal(hours))}</>;
}
