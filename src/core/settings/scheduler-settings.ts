/**
 * The scheduler's settings: names as in docs/settings.md, defaults, and the relations between values.
 * A value that breaks a relation is refused with a message that names both values.
 */
import { z } from 'zod';
import {
  flag,
  numberIn,
  type ParsedSettings,
  parseEnvironment,
  secondsIn,
  wholeNumberIn,
} from './environment.ts';
import { longestIntervalHours, shortestIntervalHours } from '../schedule/interval-limits.ts';
import { sqlIdentifier, sqlObjectName } from './sql-names.ts';
import { DurationMs, minutes, seconds, TimeZone, toMinutes, toSeconds } from '../time/time.ts';

/** Room for connecting, with its retries, and for writing the result. */
const functionTimeoutMargin = minutes(5);

const minutesIn = (minimum: number, maximum: number) => numberIn(minimum, maximum).transform(minutes);
const Environment = z.object({
  JOB_NAME: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/, { error: 'expected 1 to 60 letters, digits, _ or -' })
    .default('spJamkerja'),
  PROCEDURE_NAME: sqlObjectName.default('dbo.spJamkerja'),
  PROCEDURE_START_PARAMETER: sqlIdentifier.default('awal'),
  PROCEDURE_END_PARAMETER: sqlIdentifier.default('akhir'),
  RANGE_DAYS_BACK: wholeNumberIn(0, 31).default(1),
  RANGE_MAX_DAYS: wholeNumberIn(1, 366).default(31),
  TIME_ZONE: TimeZone.default(TimeZone.parse('Asia/Jakarta')),
  INTERVAL_HOURS: numberIn(shortestIntervalHours, longestIntervalHours).default(3),
  START_DELAY_SECONDS: secondsIn(0, 86_400).default(seconds(300)),
  RUN_TIMEOUT_MINUTES: minutesIn(0.01, 1_440).default(minutes(90)),
  MAX_ATTEMPTS: wholeNumberIn(1, 10).default(3),
  RETRY_DELAYS_MINUTES: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(minutesIn(0, 1_440)).max(10, { error: 'expected at most 10 numbers' }))
    .default([minutes(1), minutes(5), minutes(15)]),
  RETRY_TIMEOUTS: flag.default(false),
  SQL_CONNECT_RETRY_SECONDS: secondsIn(0, 60).default(seconds(5)),
  FORCE_COOLDOWN_SECONDS: secondsIn(0, 86_400).default(seconds(60)),
  RATE_LIMIT_PER_MINUTE: wholeNumberIn(1, 1_000_000).default(30),
  LEASE_RENEW_SECONDS: secondsIn(0.1, 600).default(seconds(20)),
  LEASE_EXPIRY_SECONDS: secondsIn(0.3, 3_600).default(seconds(150)),
});

/** What the scheduler's decisions and operations need to know. All durations in milliseconds. */
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
  /** Wait after the first failed connection inside an attempt; later ones are longer. */
  readonly connectRetry: DurationMs;
  /** Between two requested runs. */
  readonly forceCooldown: DurationMs;
  /** Changing requests of one caller in a minute. */
  readonly rateLimit: number;
  readonly leaseRenewal: DurationMs;
  readonly leaseExpiry: DurationMs;
}

/** `functionTimeout` is host.json's; undefined means unlimited. Empty values count as absent. */
export function parseSettings(
  environment: Readonly<Record<string, string | undefined>>,
  functionTimeout: DurationMs | undefined,
): ParsedSettings<Settings> {
  const parsed = parseEnvironment(Environment, environment);
  const broken = brokenRelations(environment, functionTimeout);
  if (parsed.kind === 'invalid') return { kind: 'invalid', problems: [...parsed.problems, ...broken] };
  if (broken.length > 0) return { kind: 'invalid', problems: broken };
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
    connectRetry: values.SQL_CONNECT_RETRY_SECONDS,
    forceCooldown: values.FORCE_COOLDOWN_SECONDS,
    rateLimit: values.RATE_LIMIT_PER_MINUTE,
    leaseRenewal: values.LEASE_RENEW_SECONDS,
    leaseExpiry: values.LEASE_EXPIRY_SECONDS,
  };
  return { kind: 'valid', settings };
}

/** Each relation for itself: it is told as soon as its own two values can be read, whatever else is wrong. */
function brokenRelations(
  environment: Readonly<Record<string, string | undefined>>,
  functionTimeout: DurationMs | undefined,
): readonly string[] {
  const problems: string[] = [];
  const range = parseEnvironment(
    Environment.pick({ RANGE_DAYS_BACK: true, RANGE_MAX_DAYS: true }),
    environment,
  );
  if (range.kind === 'valid' && range.settings.RANGE_MAX_DAYS < range.settings.RANGE_DAYS_BACK + 1) {
    const { RANGE_DAYS_BACK: back, RANGE_MAX_DAYS: most } = range.settings;
    problems.push(
      `RANGE_MAX_DAYS is ${most}, expected at least the ${back + 1} days of every run (RANGE_DAYS_BACK is ${back})`,
    );
  }
  const lease = parseEnvironment(
    Environment.pick({ LEASE_RENEW_SECONDS: true, LEASE_EXPIRY_SECONDS: true }),
    environment,
  );
  if (
    lease.kind === 'valid' &&
    lease.settings.LEASE_EXPIRY_SECONDS < 3 * lease.settings.LEASE_RENEW_SECONDS
  ) {
    const { LEASE_RENEW_SECONDS: renewal, LEASE_EXPIRY_SECONDS: expiry } = lease.settings;
    problems.push(
      `LEASE_EXPIRY_SECONDS is ${toSeconds(expiry)}, expected at least three times LEASE_RENEW_SECONDS (${toSeconds(renewal)}), so that two lost renewals do not cost the lease`,
    );
  }
  const run = parseEnvironment(Environment.pick({ RUN_TIMEOUT_MINUTES: true }), environment);
  if (functionTimeout === undefined || run.kind === 'invalid') return problems;
  const { RUN_TIMEOUT_MINUTES: timeout } = run.settings;
  if (functionTimeout < timeout + functionTimeoutMargin) {
    problems.push(
      `RUN_TIMEOUT_MINUTES is ${toMinutes(timeout)}, but functionTimeout in host.json is ${toMinutes(functionTimeout)} minutes: expected at least ${toMinutes(functionTimeoutMargin)} minutes more than the run timeout, or the host kills the run before its own deadline does`,
    );
  }
  return problems;
}
