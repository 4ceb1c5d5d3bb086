/** The scheduler's settings: defaults, bounds, relations, and what a wrong one is told. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseEnvironment } from '../../../src/core/settings/environment.ts';
import { parseSettings, type Settings } from '../../../src/core/settings/scheduler-settings.ts';
import { hours, minutes, seconds } from '../../../src/core/time/time.ts';
import { berlin, jakarta } from '../../support/core-samples.ts';

function problemsOf(environment: Readonly<Record<string, string>>, functionTimeout = minutes(120)) {
  const parsed = parseSettings(environment, functionTimeout);
  return parsed.kind === 'invalid' ? parsed.problems : [];
}

const defaults: Settings = {
  job: 'spJamkerja',
  procedure: 'dbo.spJamkerja',
  startParameter: 'awal',
  endParameter: 'akhir',
  rangeDaysBack: 1,
  rangeMaxDays: 31,
  timeZone: jakarta,
  intervalHours: 3,
  startDelay: seconds(300),
  runTimeout: minutes(90),
  maxAttempts: 3,
  retryDelays: [minutes(1), minutes(5), minutes(15)],
  retryTimeouts: false,
  failOnReturnCode: false,
  keepMessages: 'all',
  connectRetry: seconds(5),
  pauseNotice: hours(24),
  daySettlesAfterHours: 12,
  backfill: 'auto',
  forceCooldown: seconds(60),
  rateLimit: 30,
  leaseRenewal: seconds(20),
  leaseExpiry: seconds(150),
  pending: { procedure: undefined, parameter: 'sejak', every: minutes(5), quiet: minutes(30) },
  given: [],
};

describe('an app without any setting', () => {
  test('runs dbo.spJamkerja every 3 hours in Jakarta by default', () => {
    expect(parseSettings({}, minutes(120))).toEqual({ kind: 'valid', settings: defaults });
  });

  test('is the same as one whose settings are empty', () => {
    const empty = { JOB_NAME: '', INTERVAL_HOURS: '', RETRY_TIMEOUTS: '', TIME_ZONE: undefined };
    expect(parseSettings(empty, minutes(120))).toEqual({ kind: 'valid', settings: defaults });
  });

  test('ignores all other variables', () => {
    expect(problemsOf({ PATH: '/usr/bin', WEBSITE_SITE_NAME: 'x' })).toEqual([]);
  });
});

test.each<readonly [string, string, Partial<Settings>]>([
  ['JOB_NAME', 'spOther', { job: 'spOther' }],
  ['PROCEDURE_NAME', 'Hr.dbo.spOther', { procedure: 'Hr.dbo.spOther' }],
  ['PROCEDURE_NAME', '[dbo].[spUji]', { procedure: 'dbo.spUji' }],
  ['PROCEDURE_NAME', '[hr].[sp Jam kerja]', { procedure: 'hr.[sp Jam kerja]' }],
  ['PROCEDURE_START_PARAMETER', 'from_date', { startParameter: 'from_date' }],
  ['PROCEDURE_START_PARAMETER', '@awal', { startParameter: 'awal' }],
  ['interval_hours', '1.5', { intervalHours: 1.5, given: ['INTERVAL_HOURS'] }],
  ['Retry_Timeouts', 'True', { retryTimeouts: true }],
  ['PROCEDURE_END_PARAMETER', 'to_date', { endParameter: 'to_date' }],
  ['RANGE_DAYS_BACK', '0', { rangeDaysBack: 0, given: ['RANGE_DAYS_BACK'] }],
  ['RANGE_MAX_DAYS', '366', { rangeMaxDays: 366 }],
  ['CUT_OFF_DAY', '31', { cutOffDay: 31 }],
  ['TIME_ZONE', 'Europe/Berlin', { timeZone: berlin, given: ['TIME_ZONE'] }],
  ['INTERVAL_HOURS', '1.5', { intervalHours: 1.5, given: ['INTERVAL_HOURS'] }],
  ['START_DELAY_SECONDS', '0', { startDelay: seconds(0) }],
  ['RUN_TIMEOUT_MINUTES', '0.5', { runTimeout: seconds(30) }],
  ['MAX_ATTEMPTS', '1', { maxAttempts: 1 }],
  ['RETRY_DELAYS_MINUTES', '0.1, 2', { retryDelays: [seconds(6), minutes(2)] }],
  ['RETRY_TIMEOUTS', 'true', { retryTimeouts: true }],
  ['FAIL_ON_RETURN_CODE', 'true', { failOnReturnCode: true }],
  ['KEEP_MESSAGES', ' None ', { keepMessages: 'none' }],
  ['PAUSE_NOTICE_HOURS', '2', { pauseNotice: hours(2) }],
  ['FORCE_COOLDOWN_SECONDS', '0', { forceCooldown: seconds(0) }],
  ['RATE_LIMIT_PER_MINUTE', '5', { rateLimit: 5 }],
  ['SQL_CONNECT_RETRY_SECONDS', '0.5', { connectRetry: seconds(0.5) }],
  ['LEASE_RENEW_SECONDS', '50', { leaseRenewal: seconds(50) }],
  ['LEASE_EXPIRY_SECONDS', '60', { leaseExpiry: seconds(60) }],
])('%s=%s takes effect and changes nothing else', (name, text, changed) => {
  expect(parseSettings({ [name]: text }, minutes(120))).toEqual({
    kind: 'valid',
    settings: { ...defaults, ...changed },
  });
});

test.each([
  ['JOB_NAME', 's j', 'expected 1 to 60 letters, digits, _ or -'],
  [
    'PROCEDURE_START_PARAMETER',
    'a b',
    'expected the name of a parameter such as awal (letters, digits and underscores)',
  ],
  ['RANGE_DAYS_BACK', '1.5', 'expected a whole number from 0 to 31, without unit'],
  ['TIME_ZONE', 'WIB', 'expected an IANA time zone such as "Asia/Jakarta"'],
  ['INTERVAL_HOURS', '0.4', 'expected a number from 0.5 to 24, without unit'],
  ['INTERVAL_HOURS', '25', 'expected a number from 0.5 to 24, without unit'],
  ['INTERVAL_HOURS', '3h', 'expected a number from 0.5 to 24, without unit'],
  ['START_DELAY_SECONDS', '-5', 'expected a number from 0 to 86400, without unit'],
  ['MAX_ATTEMPTS', '0', 'expected a whole number from 1 to 10, without unit'],
  ['RETRY_DELAYS_MINUTES', '1,', 'expected a number from 0 to 1440, without unit'],
  ['RETRY_TIMEOUTS', 'yes', 'expected true or false'],
])('%s=%s is refused with its name, its value and what was expected', (name, text, expected) => {
  const hidden = text === 's j' || text === 'a b';
  const value = hidden ? 'has a wrong value (not shown)' : `is ${JSON.stringify(text)}`;
  expect(problemsOf({ [name]: text })).toEqual([`${name} ${value}: ${expected}`]);
});

test.each(['Mars/Olympus', 'Secret99', '123456', 'a;b', 'Server=a;Password=Secret99'])(
  'a value that may be a secret is not shown: %s',
  (text) => {
    const problems = problemsOf({ TIME_ZONE: text, INTERVAL_HOURS: text, RETRY_TIMEOUTS: text });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain(text.slice(-4));
  },
);

describe('a value that was meant for something else is refused, whichever setting has it', () => {
  test.each(['JOB_NAME', 'TIME_ZONE', 'INTERVAL_HOURS', 'RETRY_TIMEOUTS'])('%s: a reference', (name) => {
    const text = '@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/x)';
    expect(problemsOf({ [name]: text })).toEqual([
      expect.stringMatching(
        new RegExp(`^${name} is a Key Vault or App Configuration reference that was not resolved`),
      ),
    ]);
  });
  test.each([
    '<time zone>',
    '${TIME_ZONE}',
    '$(TimeZone)',
    '#{TimeZone}#',
    '{{zone}}',
    '%TIME_ZONE%',
    '********',
  ])('a placeholder: %s', (text) => {
    expect(problemsOf({ TIME_ZONE: text })).toEqual([
      'TIME_ZONE is a placeholder: put the real value in its place',
    ]);
  });
  test('a connection string', () => {
    expect(problemsOf({ TIME_ZONE: 'Server=a;Pwd=Secret99' })).toEqual([
      'TIME_ZONE holds a password or a key, or a connection string (not shown): expected something else there; is it the value of another setting?',
    ]);
  });
});

test('every wrong setting is reported at once', () => {
  expect(problemsOf({ MAX_ATTEMPTS: 'x', JOB_NAME: '/', RETRY_TIMEOUTS: '1' })).toHaveLength(3);
});

describe('a broken relation is refused with both values', () => {
  test('a lease that expires before its third renewal', () => {
    expect(problemsOf({ LEASE_EXPIRY_SECONDS: '59', LEASE_RENEW_SECONDS: '20' })).toEqual([
      'LEASE_EXPIRY_SECONDS is 59, expected at least three times LEASE_RENEW_SECONDS (20), so that the lease survives two missed renewals',
    ]);
    expect(problemsOf({ LEASE_EXPIRY_SECONDS: '60', LEASE_RENEW_SECONDS: '20' })).toEqual([]);
  });

  test('a run timeout that the host’s functionTimeout leaves no room for', () => {
    expect(problemsOf({ RUN_TIMEOUT_MINUTES: '116' }, minutes(120))).toEqual([
      'RUN_TIMEOUT_MINUTES is 116, but functionTimeout in host.json is 120 minutes: expected functionTimeout to be at least 5 minutes longer, or the host ends the run before its time limit does',
    ]);
    expect(problemsOf({ RUN_TIMEOUT_MINUTES: '115' }, minutes(120))).toEqual([]);
    expect(parseSettings({ RUN_TIMEOUT_MINUTES: '1440' }, undefined).kind).toBe('valid');
  });

  test('a function timeout that an app setting shortens, named as it was written', () => {
    const parsed = parseSettings({}, seconds(20), 'AzureFunctionsJobHost__FunctionTimeout');
    expect(parsed.kind === 'invalid' && parsed.problems).toEqual([
      'RUN_TIMEOUT_MINUTES is 90, but AzureFunctionsJobHost__FunctionTimeout is 0.33 minutes: expected functionTimeout to be at least 5 minutes longer, or the host ends the run before its time limit does',
    ]);
  });

  test('a usual range that is longer than any range may be', () => {
    expect(problemsOf({ RANGE_DAYS_BACK: '31', RANGE_MAX_DAYS: '31' })).toEqual([
      'RANGE_MAX_DAYS is 31, expected at least 32, because every run covers that many days (RANGE_DAYS_BACK is 31)',
    ]);
    expect(problemsOf({ RANGE_DAYS_BACK: '31', RANGE_MAX_DAYS: '32' })).toEqual([]);
  });

  test('a relation is reported along with settings that cannot be read, unless it involves one of them', () => {
    expect(problemsOf({ RUN_TIMEOUT_MINUTES: '200', TIME_ZONE: 'WIB' })).toHaveLength(2);
    expect(problemsOf({ LEASE_EXPIRY_SECONDS: '10', LEASE_RENEW_SECONDS: 'x' })).toHaveLength(1);
  });

  test('several broken relations are reported at once', () => {
    expect(problemsOf({ LEASE_EXPIRY_SECONDS: '1', RUN_TIMEOUT_MINUTES: '1440' })).toHaveLength(2);
  });
});

test.each(['SQL_PASSWORD', 'SQL_CONNECTION_STRING', 'CLIENT_SECRET', 'ACCOUNT_KEY'])(
  'the value of %s is never shown',
  (name) => {
    const parsed = parseEnvironment(z.object({ [name]: z.string().min(100, { error: 'expected more' }) }), {
      [name]: 'hunter2',
    });
    expect(parsed).toEqual({
      kind: 'invalid',
      problems: [`${name} has a wrong value (not shown): expected more`],
    });
  },
);
