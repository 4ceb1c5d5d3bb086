/** Two conditions of a profile: on certain dates, and on the days of a calendar. */
import { mostDateSpans } from '../../core/schedule/limits.ts';
import { Check } from '../commands/fields.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { PathField, Refusal } from './refused-fields.tsx';
import { type CalendarDraft, newKey, type ProfileDraft } from './schedule-draft.ts';

interface DatesProps {
  readonly path: string;
  readonly dates: ProfileDraft['dates'];
  readonly onDates: (dates: ProfileDraft['dates']) => void;
}

export function DatesFields({ path, dates, onDates }: DatesProps) {
  const { editor } = useLanguage().words;
  const { profile: texts, remove } = editor;
  return (
    <fieldset>
      <legend>{texts.dates}</legend>
      {dates.map((span, index) => (
        <div class="pair" key={span.key}>
          {(['from', 'to'] as const).map((end) => (
            <PathField
              key={end}
              path={`${path}.${index}.${end}`}
              type="date"
              label={texts[end === 'from' ? 'firstDay' : 'lastDay']}
              value={span[end]}
              onValue={(value) =>
                onDates(dates.map((each) => (each === span ? { ...each, [end]: value } : each)))
              }
            />
          ))}
          <button
            type="button"
            aria-label={`${remove}: ${texts.dates} ${index + 1}`}
            onClick={() => onDates(dates.filter((each) => each !== span))}
          >
            {remove}
          </button>
        </div>
      ))}
      {dates.length < mostDateSpans && (
        <button type="button" onClick={() => onDates([...dates, { key: newKey(), from: '', to: '' }])}>
          {texts.addDates}
        </button>
      )}{' '}
      <Refusal path={path} />
    </fieldset>
  );
}

interface CalendarProps {
  readonly path: string;
  readonly profile: ProfileDraft;
  readonly calendars: readonly CalendarDraft[];
  readonly change: (part: Partial<ProfileDraft>) => void;
}

/** Nothing where there is no calendar to choose. */
export function CalendarChoice({ path, profile: { calendar, kinds }, calendars, change }: CalendarProps) {
  const { profile: texts } = useLanguage().words.editor;
  if (calendars.length === 0 && calendar === '') return null;
  const days = calendars.find(({ name }) => name === calendar)?.days ?? [];
  const known = [...new Set([...days.flatMap(({ kind }) => kind ?? []), ...kinds])];
  return (
    <fieldset>
      <legend>{texts.calendar}</legend>
      <select
        aria-label={texts.calendar}
        value={calendar}
        onChange={({ currentTarget }) => change({ calendar: currentTarget.value, kinds: [] })}
      >
        <option value="">{texts.noCalendar}</option>
        {[...new Set([...calendars.map(({ name }) => name), calendar])]
          .filter((name) => name !== '')
          .map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
      </select>
      {calendar !== '' && known.length > 0 && (
        <>
          <div class="choices">
            {known.map((kind) => (
              <Check
                key={kind}
                label={kind}
                checked={kinds.includes(kind)}
                onChecked={(checked) =>
                  change({ kinds: known.filter((each) => (each === kind ? checked : kinds.includes(each))) })
                }
              />
            ))}
          </div>
          <small>{texts.kindsHint}</small>
        </>
      )}
      <Refusal path={path} />
    </fieldset>
  );
}
