/** The title, how fresh the data is, who is signed in, and the language. */
import type { ComponentChildren } from 'preact';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { isStale } from '../api/polling.ts';
import { type LanguageCode, languages } from '../words/languages.ts';

interface Props {
  readonly job: string;
  readonly status: Resource<StatusView>;
  readonly onLanguage: (code: LanguageCode) => void;
  /** Who is signed in. */
  readonly children: ComponentChildren;
}

export function TopBar({ job, status, onLanguage, children }: Props) {
  const { code, words } = useLanguage();
  return (
    <header class="top-bar">
      <a class="skip" href="#content">
        {words.page.skipToContent}
      </a>
      <h1>{words.page.title(job)}</h1>
      <Freshness status={status} />
      <div class="who">{children}</div>
      <label class="language">
        <span class="hidden">{words.page.language}</span>
        <select value={code} onChange={({ currentTarget }) => onLanguage(toCode(currentTarget.value))}>
          {Object.values(languages).map((each) => (
            <option key={each.code} value={each.code} lang={each.code}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}

const toCode = (value: string): LanguageCode => (value === 'id' ? 'id' : 'en');

function Freshness({ status: { confirmedAt, clockAhead } }: Pick<Props, 'status'>) {
  const { words, format } = useLanguage();
  const now = useNow();
  if (confirmedAt === undefined) return null;
  const at = confirmedAt + clockAhead;
  return (
    <p class={isStale(now - at) ? 'freshness stale' : 'freshness'}>
      {words.page.updated(format.clock(at))} <span class="zone">{format.zone}</span>
    </p>
  );
}
