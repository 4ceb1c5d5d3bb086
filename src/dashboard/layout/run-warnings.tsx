/** What somebody should know about a run that its outcome does not say. */
import type { WarningView } from '../../api/schemas/warning-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';

export function RunWarnings({ warnings }: { readonly warnings: readonly WarningView[] }) {
  const { runs } = useLanguage().words;
  return (
    <>
      {warnings.map(({ code, return_value: returned }) => (
        <small key={code} class="block">
          <span aria-hidden="true">⚠</span>{' '}
          {code === 'return_code' ? runs.warning.return_code(returned ?? 0) : runs.warning[code]}
        </small>
      ))}
    </>
  );
}
