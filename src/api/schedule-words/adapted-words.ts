/** The adaptive interval in words: from what it was adapted, and what was measured. */
import type { Adaptation } from '../../core/job/adaptation.ts';
import type { AdaptedInterval } from '../../core/schedule/adaptive.ts';
import { milliseconds, toMinutes } from '../../core/time/time.ts';
import type { ScheduleWords } from './english-schedule.ts';

export function adaptedWords(interval: AdaptedInterval, words: ScheduleWords): string {
  const { hours, before, runs } = interval;
  return words.adapted(
    words.every(hours * 60),
    words.length(before * 60),
    words.measured(runs, measuredWords(interval, words)),
  );
}

function measuredWords({ by, measured }: AdaptedInterval, words: ScheduleWords): string {
  switch (by) {
    case 'duration': {
      const minutes = toMinutes(milliseconds(measured));
      return words.took(minutes < 1 ? words.underAMinute : words.length(minutes));
    }
    case 'rows':
      return words.processed(measured);
    case 'pending':
      return words.found(measured);
  }
}

export function adaptationWords({ before, after }: Adaptation, words: ScheduleWords): string {
  if (after.adapted !== null) return adaptedWords(after.adapted, words);
  return words.noLongerAdapted(words.length((before.adapted?.hours ?? 0) * 60), before.adapted?.by);
}
