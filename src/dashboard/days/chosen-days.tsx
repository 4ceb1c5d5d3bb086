/** The chosen day with its last run, or how many of the chosen days have which state. */
import type { ComponentChildren } from 'preact';
import { minute, useNow } from '../time/use-now.ts';
import { lengthOf, type Span } from '../time/spans.ts';
import { useLanguage } from '../words/use-language.tsx';
import { daysIn } from './choice.ts';
import { DayLegend } from './day-legend.tsx';
import type { Day } from './months.ts';

interface Props {
  readonly span: Span | undefined;
  readonly days: readonly Day[];
  readonly onClear: () => void;
  /** What can be done with them. */
  readonly children?: ComponentChildren;
}

export function ChosenDays({ span, days, onClear, children }: Props) {
  const { days: texts } = useLanguage().words;
  const chosen = span === undefined ? [] : daysIn(days, span);
  const [day] = chosen;
  return (
    <div class="chosen">
      <div aria-live="polite">
        {span === undefined || day === undefined ? (
          <p class="muted">{texts.hint}</p>
        ) : chosen.length === 1 ? (
          <OneDay day={day} />
        ) : (
          <SeveralDays span={span} days={chosen} />
        )}
      </div>
      {span !== undefined && (
        <div class="controls">
          {children}
          <button type="button" class="quiet" onClick={onClear}>
            {texts.clear}
          </button>
        </div>
      )}
    </div>
  );
}

function OneDay({ day: { date, state, computed_at: at, run_id: id } }: { readonly day: Day }) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { days: texts } = words;
  return (
    <>
      <h3>
        {format.calendarDay(date)}: {texts.state[state]}
      </h3>
      <p>{texts.meaning[state]}</p>
      <p>
        {at === null ? texts.neverComputed : texts.computedAt(format.moment(at, now))}{' '}
        {id !== null && <a href={`#run=${id}`}>{texts.toRun}</a>}
      </p>
      <p class="muted">{texts.hintMore}</p>
    </>
  );
}

function SeveralDays({ span, days }: { readonly span: Span; readonly days: readonly Day[] }) {
  const { words, format } = useLanguage();
  return (
    <>
      <h3>
        {format.dates(span.awal, span.akhir)}: {words.days.count(lengthOf(span))}
      </h3>
      <DayLegend days={days} />
    </>
  );
}
