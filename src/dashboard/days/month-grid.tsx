/** One month as a grid: a row per week, a button per day. */
import { useId } from 'preact/hooks';
import type { Span } from '../time/spans.ts';
import { weekdays } from '../schedule/week-bars.ts';
import { useLanguage } from '../words/use-language.tsx';
import { isIn } from './choice.ts';
import { signs } from './day-legend.tsx';
import { type Day, daysAWeek, type Month } from './months.ts';

export interface Handlers {
  readonly onClick: (date: string, event: MouseEvent) => void;
  readonly onKeyDown: (date: string, event: KeyboardEvent) => void;
}

interface Props extends Handlers {
  readonly month: Month;
  readonly today: string;
  readonly chosen: Span | undefined;
  /** The one day that the tab key reaches. */
  readonly reachable: string;
}

export function MonthGrid({ month, today, chosen, reachable, onClick, onKeyDown }: Props) {
  const { words, format } = useLanguage();
  const titleId = useId();
  return (
    <div class="month">
      <h3 id={titleId}>{format.month(month.date)}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the pattern of a date grid */}
      <table role="grid" aria-labelledby={titleId} aria-multiselectable="true">
        <thead>
          <tr>
            {weekdays.map((each) => (
              <th key={each} scope="col">
                {words.schedule.weekday[each]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.weeks.map((week, index) => (
            <tr key={week[0]?.date}>
              {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- days of the month before */}
              {index === 0 && week.length < daysAWeek && <td colSpan={daysAWeek - week.length} />}
              {week.map((day) => (
                <td key={day.date} aria-selected={isIn(chosen, day.date)}>
                  <DayButton
                    {...{ day, onClick, onKeyDown }}
                    isToday={day.date === today}
                    reachable={day.date === reachable}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayProps extends Handlers {
  readonly day: Day;
  readonly isToday: boolean;
  readonly reachable: boolean;
}

function DayButton({ day: { date, state }, isToday, reachable, onClick, onKeyDown }: DayProps) {
  const { words, format } = useLanguage();
  const { days } = words;
  const name = `${format.calendarDay(date)}${isToday ? ` (${days.today})` : ''}: ${days.state[state]}`;
  return (
    <button
      type="button"
      class="day-cell"
      data-date={date}
      data-state={state}
      tabIndex={reachable ? 0 : -1}
      aria-label={name}
      aria-current={isToday ? 'date' : undefined}
      title={name}
      onClick={(event) => onClick(date, event)}
      onKeyDown={(event) => onKeyDown(date, event)}
    >
      <span>{Number(date.slice(8))}</span>
      <span class="day-mark">{signs[state]}</span>
    </button>
  );
}
