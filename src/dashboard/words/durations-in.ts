/** Durations in a language's own units. */
import type { Format, Locale } from './format.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

export function durationsIn(
  numbers: string,
  unitDisplay: Locale['units'],
): Pick<Format, 'duration' | 'minutes'> {
  const unitFormats = new Map(
    units.map(([unit]) => [unit, new Intl.NumberFormat(numbers, { style: 'unit', unit, unitDisplay })]),
  );

  function duration(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds));
    let rest = whole < 600 ? whole : Math.round(whole / 60) * 60;
    const first = units.findIndex(([, length]) => rest >= length);
    const two = first === -1 ? units.slice(-1) : units.slice(first, first + 2);
    return two
      .flatMap(([unit, length]) => {
        const count = Math.floor(rest / length);
        rest -= count * length;
        return count === 0 && two.length > 1 ? [] : [unitFormats.get(unit)?.format(count) ?? ''];
      })
      .join(' ');
  }

  return {
    duration,
    minutes: (seconds) => unitFormats.get('minute')?.format(Math.round(seconds / 60)) ?? '',
  };
}
