/** What backfill still has to do, and when it is done, as the API shows it. */
import type { BackfillForecast } from '../../core/coverage/forecast-backfill.ts';
import { countDates } from '../../core/coverage/date-ranges.ts';
import type { ControlRows } from '../../core/job/snapshot.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { type DurationMs, epochMs, type EpochMs, seconds, toSeconds } from '../../core/time/time.ts';
import type { BackfillProgressView } from '../schemas/backfill-schemas.ts';
import { toBackfillView } from './backfill-view.ts';
import { toIso } from './run-view.ts';

export interface BackfillRead {
  readonly rows: ControlRows;
  readonly usual: DurationMs | undefined;
  readonly now: EpochMs;
  readonly forecast: BackfillForecast;
}

export function toBackfillProgressView(
  { rows, usual, now, forecast }: BackfillRead,
  settings: Settings,
): BackfillProgressView {
  const { config, state } = rows;
  const { missing, nextChunk, chunksLeft, daysPerChunk, nextStart, expectedEnd } = forecast;
  return {
    backfill: toBackfillView({ config, state }, countDates(missing), now, settings),
    next_chunk: nextChunk ?? null,
    chunks_left: chunksLeft,
    days_per_chunk: daysPerChunk,
    usual_duration: usual === undefined ? null : toSeconds(usual),
    next_start: toIso(nextStart && wholeMinute(nextStart), config.timeZone),
    expected_end: toIso(expectedEnd && wholeMinute(expectedEnd), config.timeZone),
  };
}

/** An estimate from now on moves with each second: in minutes the answer stays the same for a while. */
const minute = seconds(60);
const wholeMinute = (instant: EpochMs): EpochMs => epochMs(Math.ceil(instant / minute) * minute);
