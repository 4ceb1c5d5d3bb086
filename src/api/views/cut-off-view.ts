/** The next closing day, as the API shows it. */
import { countDates } from '../../core/coverage/date-ranges.ts';
import type { CutOff } from '../../core/coverage/cut-off.ts';
import type { EpochMs, TimeZone } from '../../core/time/time.ts';
import type { CutOffView } from '../schemas/coverage-schemas.ts';
import { describeCutOff } from './coverage-words.ts';
import { toIso } from './run-view.ts';

export function toCutOffView(cutOff: CutOff, zone: TimeZone, now: EpochMs): CutOffView {
  const { day, period, unsettled, startBy, inDanger } = cutOff;
  return {
    day,
    period,
    unsettled_days: countDates(unsettled),
    start_by: toIso(startBy, zone),
    in_danger: inDanger,
    text: describeCutOff(cutOff, zone, now),
  };
}
