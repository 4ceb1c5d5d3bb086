/** Which scheduler this is, how fresh what is shown is, who looks at it, and in which language. */
import type { ComponentChildren } from 'preact';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Resource } from '../api/use-resource.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { isStale } from '../api/freshness.ts';
import { type LanguageCode, languages } from '../words/languages.ts';

interface Props {
  readonly job: string;
  readonly status: Resource<StatusView>;
  readonly clockAhead: number;
  readonly onLanguage: (code: LanguageCode) => void;
  /** Who is signed in. */
  readonly children: ComponentChildren;
}

export function TopBar({ job, status, clockAhead, onLanguage, children }: Props) {
  const { code, words } = useLanguage();
  return (
    <header class="top-bar">
      <a class="skip" href="#content">
        {words.page.skipToContent}
      </a>
      <h1>{words.page.title(job)}</h1>
      <Freshness confirmedAt={status.confirmedAt} clockAhead={clockAhead} />
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

interface FreshnessProps {
  readonly confirmedAt: number | undefined;
  readonly clockAhead: number;
}

function Freshness({ confirmedAt, clockAhead }: FreshnessProps) {
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
