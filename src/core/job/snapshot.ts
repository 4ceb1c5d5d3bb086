/** The control rows of a job, as one query reads them or as the first tick writes them. */
import { coverageBegins, coveredDays } from '../coverage/covered-days.ts';
import { defaultConfig, type JobConfig } from './job-config.ts';
import { initialState, type JobState } from './job-state.ts';
import type { ChannelStates, WaitingRow } from '../notices/outbox.ts';
import type { TickMark } from './tick-record.ts';
import { type Lease, neverHeld } from '../run/lease.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import type { EpochMs, TimeZone } from '../time/time.ts';

export interface ControlRows {
  readonly config: JobConfig;
  readonly lease: Lease;
  readonly state: JobState;
  /** Absent until a tick has left one. */
  readonly ticks?: TickMark | undefined;
}

/** Opaque marks of the control rows as read; a write under old ones is refused. */
export interface Versions {
  readonly config: string;
  readonly lease: string;
  readonly state: string;
}

export interface ReadySnapshot extends ControlRows {
  readonly kind: 'ready';
  readonly versions: Versions;
  /** Notices and pings that wait to be sent, oldest first; absent without any. */
  readonly waiting?: readonly WaitingRow[];
  /** Absent until something was sent. */
  readonly channels?: ChannelStates;
}

export type Snapshot = { readonly kind: 'empty' } | ReadySnapshot;

/** What the first tick writes. */
export const defaultRows = (settings: Settings, now: EpochMs): ControlRows => ({
  config: defaultConfig(settings, now),
  lease: neverHeld,
  state: {
    ...initialState,
    coverage: coveredDays([], coverageBegins(undefined, settings.timeZone, settings, now), {
      zone: settings.timeZone,
      settlesAfterHours: settings.daySettlesAfterHours,
    }),
  },
});

/** The rows as read; before the first tick, the rows that it will write. */
export const rowsOrDefaults = (snapshot: Snapshot, settings: Settings, now: EpochMs): ControlRows =>
  snapshot.kind === 'ready' ? snapshot : defaultRows(settings, now);

/** The zone that the stored schedule has; before the first tick, the one that it will get. */
export const zoneOf = (snapshot: Snapshot, settings: Settings): TimeZone =>
  snapshot.kind === 'ready' ? snapshot.config.timeZone : settings.timeZone;
