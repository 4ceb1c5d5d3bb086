/** What is doubtful about a schedule, in the words of the API. Nothing of it is refused. */
import type { ScheduleWarningView } from '../../api/schemas/warned-schemas.ts';
import { sentence } from '../words/isolate.ts';
import { useLanguage } from '../words/use-language.tsx';

export function ScheduleWarnings({ warnings }: { readonly warnings: readonly ScheduleWarningView[] }) {
  const { code, words } = useLanguage();
  if (warnings.length === 0) return null;
  return (
    <ul class="lines warnings" aria-label={words.schedule.warnings}>
      {warnings.map(({ code: kind, path, message }) => (
        <li key={`${kind} ${path}`}>
          <span aria-hidden="true">⚠</span> {sentence(message[code])}
        </li>
      ))}
    </ul>
  );
}
