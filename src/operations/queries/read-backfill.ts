/** What backfill has to do, and when it is done: the control rows, and once an hour the durations of the last 30 days. */
import { type BackfillForecast, forecastBackfill } from '../../core/coverage/forecast-backfill.ts';
import { decide } from '../../core/job/decide.ts';
import { type ControlRows, rowsOrDefaults } from '../../core/job/snapshot.ts';
import type { DurationMs, EpochMs } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { usualRun } from '../coverage/usual-run.ts';

export interface BackfillRead {
  readonly rows: ControlRows;
  /** Of a run of the schedule; undefined while none has succeeded lately. */
  readonly usual: DurationMs | undefined;
  readonly forecast: BackfillForecast;
  readonly now: EpochMs;
}

export async function readBackfill(world: World): Promise<BackfillRead> {
  const { store, clock, settings } = world;
  const [snapshot, usual] = await Promise.all([store.read(), usualRun(world, clock.now())]);
  const now = clock.now();
  const rows = rowsOrDefaults(snapshot, settings, now);
  const decision = decide(snapshot, now, settings.startDelay);
  return { rows, usual, now, forecast: forecastBackfill(rows, decision, usual, now, settings) };
}
