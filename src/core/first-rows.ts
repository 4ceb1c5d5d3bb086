/** The control rows as they are, or as the first tick will write them. */
import type { FirstRows } from './change.ts';
import { defaultConfig } from './config.ts';
import { neverHeld } from './lease.ts';
import type { Settings } from './settings.ts';
import { initialState, type Snapshot } from './state.ts';
import type { EpochMs } from './time.ts';

export const firstRows = (settings: Settings, now: EpochMs): FirstRows => ({
  config: defaultConfig(settings, now),
  lease: neverHeld,
  state: initialState,
});

export const rowsOf = (snapshot: Snapshot, settings: Settings, now: EpochMs): FirstRows =>
  snapshot.kind === 'ready' ? snapshot : firstRows(settings, now);
