/** The control rows as they are, or as the first tick will write them. */
import type { FirstRows } from './change.ts';
import { defaultConfig } from './job-config.ts';
import { neverHeld } from '../run/lease.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { initialState, type Snapshot } from './job-state.ts';
import type { EpochMs } from '../time/time.ts';

export const firstRows = (settings: Settings, now: EpochMs): FirstRows => ({
  config: defaultConfig(settings, now),
  lease: neverHeld,
  state: initialState,
});

export const rowsOf = (snapshot: Snapshot, settings: Settings, now: EpochMs): FirstRows =>
  snapshot.kind === 'ready' ? snapshot : firstRows(settings, now);
