/** The lines of the history, newest first, by the day in the schedule's zone on which they stand. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import { dateIn } from '../time/wall-clock.ts';
import { startOf, type Unserved } from './unserved-slots.ts';

export type Line =
  { readonly kind: 'run'; readonly run: RunView } | { readonly kind: 'gap'; readonly gap: Unserved };

export interface DayOfLines {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** An instant on it. */
  readonly at: string;
  readonly lines: readonly [Line, ...Line[]];
}

/** Where two runs overlap in time, a day may come twice: the order of the list stays as it is. */
export function byDay(
  runs: readonly RunView[],
  gaps: readonly Unserved[],
  zone: string,
): readonly DayOfLines[] {
  const days: { date: string; at: string; lines: [Line, ...Line[]] }[] = [];
  for (const line of linesOf(runs, gaps)) {
    const at = line.kind === 'run' ? startOf(line.run) : line.gap.oldest;
    const date = dateIn(Date.parse(at), zone);
    const last = days.at(-1);
    if (last?.date === date) last.lines.push(line);
    else days.push({ date, at, lines: [line] });
  }
  return days;
}

function linesOf(runs: readonly RunView[], gaps: readonly Unserved[]): readonly Line[] {
  const gapsBefore = (index: number): readonly Line[] =>
    gaps.filter(({ before }) => before === index).map((gap) => ({ kind: 'gap', gap }));
  return [
    ...runs.flatMap((run, index): readonly Line[] => [...gapsBefore(index), { kind: 'run', run }]),
    ...gapsBefore(runs.length),
  ];
}
