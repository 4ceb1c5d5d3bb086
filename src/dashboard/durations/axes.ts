/** What stands beside the axes of the chart: durations on the left, days below. */

/** In seconds. A multiple of each is easy to read. */
const steps = [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600];
const mostTicks = 6;

/** The durations that get a line, without zero. */
export function ticksUpTo(top: number): readonly number[] {
  const step = steps.find((each) => top / each <= mostTicks) ?? 21_600;
  return Array.from({ length: Math.floor(top / step) }, (_, index) => (index + 1) * step);
}

/** Roughly, at the size of the chart's text. */
export const textWidth = (text: string): number => text.length * 7.4;

export interface DayLabel {
  readonly at: number;
  readonly day: string;
}

/** Each day at its first bar, where there is room; the latest days have precedence. `places` are ascending. */
export function dayLabels(
  days: readonly string[],
  places: readonly number[],
  width: number,
): readonly DayLabel[] {
  const kept: DayLabel[] = [];
  for (let index = days.length - 1; index >= 0; index -= 1) {
    const day = days[index] ?? '';
    const at = Math.min(places[index] ?? 0, width - textWidth(day));
    const next = kept.at(-1)?.at ?? Infinity;
    if (day !== days[index - 1] && at + textWidth(day) + gap <= next) kept.push({ day, at });
  }
  return kept;
}

const gap = 8;
