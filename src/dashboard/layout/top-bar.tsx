/** The title, how fresh the data is, who is signed in, and the language. */
import type { ComponentChildren } from 'preact';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { useNow } from '../time/use-now.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { isStale } from '../api/polling.ts';
import { type LanguageCode, languages } from '../words/languages.ts';

interface Props {
  readonly job: string;
  readonly status: Resource<StatusView>;
  readonly schedule: ScheduleView | undefined;
  readonly onLanguage: (code: LanguageCode) => void;
  /** Who is signed in. */
  readonly children: ComponentChildren;
}

export function TopBar({ job, status, schedule, onLanguage, children }: Props) {
  const language = useLanguage();
  const { code, words } = language;
  return (
    <header class="top-bar">
      <a class="skip" href="#content">
        {words.page.skipToContent}
      </a>
      <div class="title">
        <h1>{words.page.title(job)}</h1>
        {status.data !== undefined && schedule !== undefined && (
          <p class="muted">{subtitle(status.data, schedule, language)}</p>
        )}
      </div>
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

/** What it is for, made from the schedule in force. */
function subtitle(
  { interval_hours: hours }: StatusView,
  { days_back: daysBack, rule, words: inWords }: ScheduleView,
  { code, words, format }: LanguageContext,
): string {
  const { page, schedule } = words;
  const often = rule.kind === 'interval' ? schedule.every(format.decimal(hours)) : inWords.rule[code];
  return page.subtitle(schedule.days(daysBack), often);
}

const toCode = (value: string): LanguageCode => (value === 'id' ? 'id' : 'en');

function Freshness({ status: { confirmedAt, clockAhead } }: Pick<Props, 'status'>) {
  const { words, format } = useLanguage();
  const now = useNow();
  if (confirmedAt === undefined) return null;
  const at = confirmedAt + clockAhead;
  const stale = isStale(now - at);
  const exactly = words.page.updated(`${format.clock(at)} ${format.zoneName(at)}`);
  return (
    <p class={stale ? 'freshness stale' : 'freshness'} title={exactly}>
      {stale ? exactly : words.page.updatedNow}
    </p>
  );
}
