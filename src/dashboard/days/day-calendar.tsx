/** Months of days: one is opened, or all between two chosen, by click or by key. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { addDays } from '../time/spans.ts';
import { useLanguage } from '../words/use-language.tsx';
import { type Choice, choose, extend, spanOf } from './choice.ts';
import { MonthGrid } from './month-grid.tsx';
import { type Day, leadsTo, monthsOf } from './months.ts';

interface Props {
  readonly days: readonly Day[];
  readonly today: string;
  readonly choice: Choice | undefined;
  readonly onChoice: (choice: Choice | undefined) => void;
}

export function DayCalendar({ days, today, choice, onChoice }: Props) {
  const { words } = useLanguage();
  const [visited, setVisited] = useState<string | undefined>(undefined);
  const [unfolded, setUnfolded] = useState(false);
  const awaited = useRef<string | undefined>(undefined);
  const grids = useRef<HTMLFieldSetElement>(null);
  const months = monthsOf(days);
  // In the document, too: whoever tabs or listens gets the current month first, as whoever looks.
  const isNarrow = useNarrow();
  const isShown =
    visited !== undefined && months.some(({ date }) => date.slice(0, 7) === visited.slice(0, 7));
  const reachable = isShown ? visited : today;
  const cellOf = (date: string) => grids.current?.querySelector<HTMLElement>(`[data-date="${date}"]`);
  // A folded month takes the focus once it is there.
  useEffect(() => {
    if (awaited.current !== undefined) cellOf(awaited.current)?.focus();
    awaited.current = undefined;
  });
  const visit = (date: string): void => {
    setVisited(date);
    if (isFolded(date, today)) setUnfolded(true);
  };
  const onClick = (date: string, event: MouseEvent): void => {
    visit(date);
    onChoice(event.shiftKey ? extend(choice, reachable, date) : choose(choice, date));
  };
  const onKeyDown = (from: string, event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' && choice !== undefined) onChoice(undefined);
    const to = leadsTo(event.key, from, months);
    if (to === undefined) return;
    event.preventDefault();
    visit(to);
    awaited.current = to;
    cellOf(to)?.focus();
    if (event.shiftKey) onChoice(extend(choice, from, to));
  };
  return (
    <fieldset class="months" ref={grids} aria-label={words.days.calendar}>
      {(isNarrow ? months.toReversed() : months)
        .filter(({ date }) => !isNarrow || unfolded || !isFolded(date, today))
        .map((month) => (
          <MonthGrid
            {...{ month, today, reachable, onClick, onKeyDown }}
            key={month.date}
            chosen={choice && spanOf(choice)}
          />
        ))}
      {isNarrow && (
        <button
          type="button"
          aria-expanded={unfolded}
          onClick={() => {
            setUnfolded(!unfolded);
            setVisited(undefined);
          }}
        >
          {words.days.earlier}
        </button>
      )}
    </fieldset>
  );
}

/** As `.wide-only` in the style: one month stands below the other. */
const narrow = window.matchMedia('(width < 40rem)');

function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const look = (): void => setNarrow(narrow.matches);
    // It may have changed before anybody listened.
    look();
    narrow.addEventListener('change', look);
    return () => narrow.removeEventListener('change', look);
  }, []);
  return isNarrow;
}

/** On a phone: the months before this one, but not the last one in the first days of this. */
const isFolded = (date: string, today: string): boolean =>
  date.slice(0, 7) < (today.slice(8) > '10' ? today : addDays(today, -10)).slice(0, 7);
