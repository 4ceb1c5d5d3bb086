/** What the signs in the calendar mean, and how many days have each. */
import type { DayState } from '../../core/coverage/day-states.ts';
import { useLanguage } from '../words/use-language.tsx';
import { countStates } from './choice.ts';
import type { Day } from './months.ts';

/** For those who do not see its colour. */
export const signs: Readonly<Record<DayState, string>> = {
  settled: '✓',
  computed: '~',
  gap: '✗',
  pending: '+',
  in_progress: '▸',
  closed: '■',
  not_yet: '·',
  not_covered: '–',
};

/** Those that need somebody come first. */
const order = [
  'gap',
  'pending',
  'in_progress',
  'computed',
  'settled',
  'closed',
  'not_covered',
  'not_yet',
] as const satisfies readonly DayState[];

interface Props {
  readonly days: readonly Day[];
}

/** Only states that occur. */
export function DayLegend({ days }: Props) {
  const { days: texts } = useLanguage().words;
  const counts = countStates(days);
  return (
    <ul class="legend" aria-label={texts.legend}>
      {order
        .filter((state) => counts.has(state))
        .map((state) => (
          <li key={state}>
            <span class="day-sign" data-state={state} aria-hidden="true">
              {signs[state]}
            </span>{' '}
            {texts.state[state]} <small>({texts.count(counts.get(state) ?? 0)})</small>
          </li>
        ))}
    </ul>
  );
}
