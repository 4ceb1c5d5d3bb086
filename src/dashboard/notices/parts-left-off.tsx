/** What is left off because its settings are wrong: which setting, and what was expected there. */
import type { NoticesView } from '../../api/schemas/notice-schemas.ts';
import { ServerWords } from '../problems/server-words.tsx';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly wrong: NoticesView['wrong_settings'];
}

export function PartsLeftOff({ wrong }: Props) {
  const { notices } = useLanguage().words;
  return wrong.length === 0 ? null : (
    <ul class="entries">
      {wrong.map(({ part, problems }) => (
        <li key={part}>
          <p>
            <strong>{notices.part[part]}</strong>{' '}
            <span data-status="failed">{notices.wrongSettings[part]}</span>
          </p>
          {problems.map((problem) => (
            <ServerWords key={problem}>{problem}</ServerWords>
          ))}
        </li>
      ))}
    </ul>
  );
}
