/** The scheduler's environment variables, listed in docs/settings.md: their formats, defaults and relations. */
import { z } from 'zod';
import { flag, mustHold, numberIn, parameterName, secondsIn, wholeNumberIn } from './environment.ts';
import { parseOrigin } from './own-site.ts';
import { ProcedureName } from './procedure-name.ts';
import { keepChoices } from '../run/kept-text.ts';
import { longestIntervalHours, shortestIntervalHours } from '../schedule/limits.ts';
import {
  type DurationMs,
  LocalDate,
  minutes,
  seconds,
  TimeZone,
  toMinutes,
  toSeconds,
} from '../time/time.ts';

const minutesIn = (minimum: number, maximum: number) => numberIn(minimum, maximum).transform(minutes);

const Variables = z.object({
  JOB_NAME: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/, { error: 'expected 1 to 60 letters, digits, _ or -' })
    .default('spJamkerja'),
  PROCEDURE_NAME: ProcedureName.default('dbo.spJamkerja'),
  PROCEDURE_START_PARAMETER: parameterName.default('awal'),
  PROCEDURE_END_PARAMETER: parameterName.default('akhir'),
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
  FAIL_ON_RETURN_CODE: flag.default(false),
  KEEP_MESSAGES: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(keepChoices, { error: 'expected all, short or none' }))
    .default('all'),
  SQL_CONNECT_RETRY_SECONDS: secondsIn(0, 60).default(seconds(5)),
  PAUSE_NOTICE_HOURS: numberIn(0.1, 8_760).default(24),
  DAY_SETTLES_AFTER_HOURS: numberIn(0, 240).default(12),
  COVERAGE_SINCE: LocalDate.optional(),
  BACKFILL: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['auto', 'ask'], { error: 'expected auto or ask' }))
    .default('auto'),
  BACKFILL_CHUNK_DAYS: wholeNumberIn(1, 366).optional(),
  CUT_OFF_DAY: wholeNumberIn(1, 31).optional(),
  FORCE_COOLDOWN_SECONDS: secondsIn(0, 86_400).default(seconds(60)),
  // Read by own-site.ts, before the other settings; here it is only checked.
  ALLOWED_ORIGINS: z
    .string()
    .refine((text) => text.split(',').every((each) => parseOrigin(each.trim()) !== undefined), {
      error: 'expected origins such as https://intranet.example.com, separated by commas, without paths',
    })
    .optional(),
  RATE_LIMIT_PER_MINUTE: wholeNumberIn(1, 1_000_000).default(30),
  LEASE_RENEW_SECONDS: secondsIn(0.1, 600).default(seconds(20)),
  LEASE_EXPIRY_SECONDS: secondsIn(0.3, 3_600).default(seconds(150)),
});
type Values = z.output<typeof Variables>;

/** Room for connecting, with its retries, and for writing the result. */
const functionTimeoutMargin = minutes(5);

/** `limit` is the host's time limit for an invocation; undefined means unlimited. */
export function schedulerEnvironment(limit: DurationMs | undefined, source: string) {
  const range = mustHold(Variables, ['RANGE_DAYS_BACK', 'RANGE_MAX_DAYS'], rangeProblem);
  const lease = mustHold(range, ['LEASE_RENEW_SECONDS', 'LEASE_EXPIRY_SECONDS'], leaseProblem);
  return mustHold(lease, ['RUN_TIMEOUT_MINUTES'], (values) => timeoutProblem(values, limit, source));
}

function rangeProblem({ RANGE_DAYS_BACK: back, RANGE_MAX_DAYS: most }: Values): string | undefined {
  if (most > back) return undefined;
  return `RANGE_MAX_DAYS is ${most}, expected at least ${back + 1}, because every run covers that many days (RANGE_DAYS_BACK is ${back})`;
}

function leaseProblem({ LEASE_RENEW_SECONDS: renewal, LEASE_EXPIRY_SECONDS: expiry }: Values) {
  if (expiry >= 3 * renewal) return undefined;
  return `LEASE_EXPIRY_SECONDS is ${toSeconds(expiry)}, expected at least three times LEASE_RENEW_SECONDS (${toSeconds(renewal)}), so that the lease survives two missed renewals`;
}

function timeoutProblem(
  { RUN_TIMEOUT_MINUTES: timeout }: Values,
  limit: DurationMs | undefined,
  source: string,
): string | undefined {
  if (limit === undefined || limit >= timeout + functionTimeoutMargin) return undefined;
  return `RUN_TIMEOUT_MINUTES is ${toMinutes(timeout)}, but ${source} is ${shortMinutes(limit)} minutes: expected functionTimeout to be at least ${toMinutes(functionTimeoutMargin)} minutes longer, or the host ends the run before its time limit does`;
}

const shortMinutes = (duration: DurationMs): number => Number(toMinutes(duration).toFixed(2));
