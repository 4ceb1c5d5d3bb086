/** The scheduler's settings, parsed and checked: what its decisions and operations need to know. */
import { type ParsedSettings, parseEnvironment } from './environment.ts';
import { type PendingSettings, readPendingSettings } from './pending-environment.ts';
import { type Environment, readSetting } from './read-setting.ts';
import { schedulerEnvironment } from './scheduler-environment.ts';
import type { KeepMessages } from '../run/kept-text.ts';
import { type DurationMs, hours, type LocalDate, type TimeZone } from '../time/time.ts';

/** All durations in milliseconds. */
export interface Settings {
  readonly job: string;
  readonly procedure: string;
  readonly startParameter: string;
  readonly endParameter: string;
  readonly rangeDaysBack: number;
  readonly rangeMaxDays: number;
  readonly timeZone: TimeZone;
  readonly intervalHours: number;
  readonly startDelay: DurationMs;
  readonly runTimeout: DurationMs;
  readonly maxAttempts: number;
  readonly retryDelays: readonly DurationMs[];
  readonly retryTimeouts: boolean;
  /** A return code other than 0 is a failure, not only a warning. */
  readonly failOnReturnCode: boolean;
  readonly keepMessages: KeepMessages;
  /** Wait after the first failed connection inside an attempt; later ones are longer. */
  readonly connectRetry: DurationMs;
  /** After so long a pause without an end is worth a notice. */
  readonly pauseNotice: DurationMs;
  /** After the end of a date its input can still come for so long. */
  readonly daySettlesAfterHours: number;
  /** Coverage begins here, or where the scheduler was first started if that is earlier. */
  readonly coverageSince?: LocalDate | undefined;
  /** Whether gaps are filled without being asked. */
  readonly backfill: 'auto' | 'ask';
  /** Dates in one run of backfill, at most; undefined: as many as a run of the schedule has. */
  readonly backfillChunkDays?: number | undefined;
  /** Day of the month by whose end a period must be settled; in shorter months the last day. */
  readonly cutOffDay?: number | undefined;
  /** Between two requested runs. */
  readonly forceCooldown: DurationMs;
  /** Changing requests of one caller in a minute. */
  readonly rateLimit: number;
  readonly leaseRenewal: DurationMs;
  readonly leaseExpiry: DurationMs;
  /** Of late input; as if none were set where one is wrong. */
  readonly pending: PendingSettings;
  /** Those that somebody set, of the settings that count at the first start only. */
  readonly given: readonly FirstStartSetting[];
}

const firstStartSettings = ['INTERVAL_HOURS', 'TIME_ZONE', 'RANGE_DAYS_BACK'] as const;
export type FirstStartSetting = (typeof firstStartSettings)[number];

/**
 * `limit` is the host's time limit for an invocation, set at `source`; undefined means unlimited. Empty values count as
 * absent.
 */
export function parseSettings(
  environment: Environment,
  limit: DurationMs | undefined,
  source = 'functionTimeout in host.json',
): ParsedSettings<Settings> {
  const parsed = parseEnvironment(schedulerEnvironment(limit, source), environment);
  if (parsed.kind === 'invalid') return parsed;
  const values = parsed.settings;
  const settings: Settings = {
    job: values.JOB_NAME,
    procedure: values.PROCEDURE_NAME,
    startParameter: values.PROCEDURE_START_PARAMETER,
    endParameter: values.PROCEDURE_END_PARAMETER,
    rangeDaysBack: values.RANGE_DAYS_BACK,
    rangeMaxDays: values.RANGE_MAX_DAYS,
    timeZone: values.TIME_ZONE,
    intervalHours: values.INTERVAL_HOURS,
    startDelay: values.START_DELAY_SECONDS,
    runTimeout: values.RUN_TIMEOUT_MINUTES,
    maxAttempts: values.MAX_ATTEMPTS,
    retryDelays: values.RETRY_DELAYS_MINUTES,
    retryTimeouts: values.RETRY_TIMEOUTS,
    failOnReturnCode: values.FAIL_ON_RETURN_CODE,
    keepMessages: values.KEEP_MESSAGES,
    connectRetry: values.SQL_CONNECT_RETRY_SECONDS,
    pauseNotice: hours(values.PAUSE_NOTICE_HOURS),
    daySettlesAfterHours: values.DAY_SETTLES_AFTER_HOURS,
    coverageSince: values.COVERAGE_SINCE,
    backfill: values.BACKFILL,
    backfillChunkDays: values.BACKFILL_CHUNK_DAYS,
    cutOffDay: values.CUT_OFF_DAY,
    forceCooldown: values.FORCE_COOLDOWN_SECONDS,
    rateLimit: values.RATE_LIMIT_PER_MINUTE,
    leaseRenewal: values.LEASE_RENEW_SECONDS,
    leaseExpiry: values.LEASE_EXPIRY_SECONDS,
    pending: readPendingSettings(environment).settings,
    given: firstStartSettings.filter((name) => readSetting(environment, name) !== undefined),
  };
  return { kind: 'valid', settings };
}
