/** What somebody should know about a run that its outcome does not say. */
import type { WarningView } from '../../api/schemas/warning-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly warnings: readonly WarningView[];
  /** In a table there is room for a few words only. */
  readonly inShort?: boolean;
}

export function RunWarnings({ warnings, inShort = false }: Props) {
  const { runs } = useLanguage().words;
  const words = inShort ? runs.warningInShort : runs.warning;
  return (
    <>
      {warnings.map(({ code, return_value: returned }) => (
        <small key={code} class="block">
          <span aria-hidden="true">⚠</span>{' '}
          {code === 'return_code' ? words.return_code(returned ?? 0) : words[code]}
        </small>
      ))}
    </>
  );
}
