/**
 * Something that people want to hear about: facts only, as they are kept in rows and sent to webhooks. Their words are
 * in words/. Names of kinds and fields are read by receivers, so they may be added to, never changed.
 */
import { z } from 'zod';
import { ChannelName, Severity } from './channel.ts';
import {
  BackfillStopped,
  CoverageGap,
  CutOffInDanger,
  LateInClosedPeriod,
  LateInputUnknown,
} from './coverage-notice.ts';
import {
  commonFields as common,
  EndOpen,
  ForeignRun,
  RunFailed,
  RunLost,
  RunTimedOut,
  UnusuallyLong,
} from './run-notice.ts';
import { ClockWentBack, NoSuccess, PausedLong } from './schedule-notice.ts';
import { DateRange } from '../run/date-range.ts';
import { DurationMs, EpochMs } from '../time/time.ts';

/** What of the configuration is another than before. */
export const ConfigChange = z.enum(['paused', 'resumed', 'interval', 'schedule', 'mutes']);
export type ConfigChange = z.infer<typeof ConfigChange>;
const ConfigChanged = z
  .object({
    kind: z.literal('config_changed'),
    ...common,
    changes: z.array(ConfigChange).min(1).readonly(),
    by: z.string(),
    reason: z.string().exactOptional(),
  })
  .readonly();
/** The receiver answered 410: nothing is sent to it until its settings change or a test succeeds. */
const ChannelOff = z
  .object({
    kind: z.literal('channel_off'),
    ...common,
    channel: ChannelName,
    /** Where the settings are wrong instead. */
    cause: z.literal('settings').exactOptional(),
  })
  .readonly();
const Test = z.object({ kind: z.literal('test'), ...common, by: z.string() }).readonly();

/** Kinds that stay true for a while, and end with a notice of their own. */
export const ConditionKind = z.enum([
  'run_failed',
  'run_timed_out',
  'run_lost',
  'foreign_run',
  'unusually_long',
  'end_open',
  'no_success',
  'paused_long',
  'clock_went_back',
  'channel_off',
  'coverage_gap',
  'backfill_stopped',
  'late_in_closed_period',
  'late_input_unknown',
  'cut_off_in_danger',
]);
export type ConditionKind = z.infer<typeof ConditionKind>;

const Recovered = z
  .object({
    kind: z.literal('recovered'),
    /** `severity` is that of the notice whose state is over, so that whoever got that one gets this one. */
    ...common,
    over: ConditionKind,
    /** The id of that notice. */
    recovers: z.string(),
    lasted: DurationMs,
    /** The run that proves it, if one does. */
    runId: z.string().exactOptional(),
    range: DateRange.exactOptional(),
    channel: ChannelName.exactOptional(),
    /** Of the pause that took the place of the one that lasted. */
    since: EpochMs.exactOptional(),
    until: EpochMs.exactOptional(),
  })
  .readonly();

export const Notice = z.discriminatedUnion('kind', [
  RunFailed,
  RunTimedOut,
  RunLost,
  ForeignRun,
  UnusuallyLong,
  EndOpen,
  NoSuccess,
  PausedLong,
  ClockWentBack,
  ConfigChanged,
  ChannelOff,
  CoverageGap,
  BackfillStopped,
  LateInClosedPeriod,
  LateInputUnknown,
  CutOffInDanger,
  Test,
  Recovered,
]);
export type Notice = z.infer<typeof Notice>;
export type NoticeKind = Notice['kind'];
type ByKind = { readonly [K in NoticeKind]: Extract<Notice, { readonly kind: K }> };
export type NoticeOf<K extends NoticeKind> = ByKind[K];

/**
 * Critical is what keeps the data old until somebody acts, such as a pause that was forgotten. A failure is a warning at first: the next slot may well
 * succeed, and if it does not, `no_success` follows.
 */
export const severityOf: Readonly<Record<Exclude<NoticeKind, 'recovered'>, Severity>> = {
  run_failed: 'warning',
  run_timed_out: 'warning',
  run_lost: 'warning',
  foreign_run: 'warning',
  unusually_long: 'warning',
  end_open: 'critical',
  no_success: 'critical',
  paused_long: 'critical',
  clock_went_back: 'warning',
  config_changed: 'info',
  channel_off: 'warning',
  coverage_gap: 'warning',
  backfill_stopped: 'critical',
  late_in_closed_period: 'warning',
  late_input_unknown: 'warning',
  cut_off_in_danger: 'critical',
  test: 'info',
};

export const runIdOf = (notice: Notice): string | undefined => ('runId' in notice ? notice.runId : undefined);
