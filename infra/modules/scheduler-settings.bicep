metadata description = 'The app settings that an installation may choose; main.bicep writes the others. A name that the app does not read does not compile.'

@export()
@sealed()
@description('docs/settings.md has their meanings and defaults.')
type schedulerSettings = {
  ALLOWED_ORIGINS: string?
  BACKFILL: ('auto' | 'ask')?
  BACKFILL_CHUNK_DAYS: string?
  COVERAGE_SINCE: string?
  CUT_OFF_DAY: string?
  DAY_SETTLES_AFTER_HOURS: string?
  EMAIL_ACS_ENDPOINT: string?
  EMAIL_AFTER_FAILURES: string?
  EMAIL_AFTER_SUCCESSES: string?
  EMAIL_CLIENT_ID: string?
  EMAIL_FROM: string?
  EMAIL_LANGUAGE: ('en' | 'id')?
  EMAIL_LEAST_SEVERITY: ('info' | 'warning' | 'critical')?
  EMAIL_QUIET_HOURS: string?
  EMAIL_TO: string?
  FAIL_ON_RETURN_CODE: ('true' | 'false')?
  FORCE_COOLDOWN_SECONDS: string?
  INTERVAL_HOURS: string?
  JOB_NAME: string?
  KEEP_MESSAGES: ('all' | 'short' | 'none')?
  LEASE_EXPIRY_SECONDS: string?
  LEASE_RENEW_SECONDS: string?
  MAX_ATTEMPTS: string?
  NOTICE_LANGUAGE: ('en' | 'id')?
  PAUSE_NOTICE_HOURS: string?
  PENDING_EVERY_MINUTES: string?
  PENDING_PARAMETER: string?
  PENDING_PROCEDURE: string?
  PENDING_QUIET_MINUTES: string?
  PROCEDURE_END_PARAMETER: string?
  PROCEDURE_NAME: string?
  PROCEDURE_START_PARAMETER: string?
  RANGE_DAYS_BACK: string?
  RANGE_MAX_DAYS: string?
  RATE_LIMIT_PER_MINUTE: string?
  RETRY_DELAYS_MINUTES: string?
  RETRY_TIMEOUTS: ('true' | 'false')?
  RUN_TIMEOUT_MINUTES: string?
  SLACK_AFTER_FAILURES: string?
  SLACK_AFTER_SUCCESSES: string?
  SLACK_LANGUAGE: ('en' | 'id')?
  SLACK_LEAST_SEVERITY: ('info' | 'warning' | 'critical')?
  SLACK_QUIET_HOURS: string?
  SQL_APPLOCK_NAME: string?
  SQL_CONNECT_RETRY_SECONDS: string?
  SQL_CONNECT_TIMEOUT_SECONDS: string?
  SQL_ENCRYPT: ('true' | 'strict')?
  SQL_HOST_NAME_IN_CERTIFICATE: string?
  SQL_MULTI_SUBNET_FAILOVER: ('true' | 'false')?
  SQL_XACT_ABORT: ('true' | 'false')?
  START_DELAY_SECONDS: string?
  TEAMS_AFTER_FAILURES: string?
  TEAMS_AFTER_SUCCESSES: string?
  TEAMS_LANGUAGE: ('en' | 'id')?
  TEAMS_LEAST_SEVERITY: ('info' | 'warning' | 'critical')?
  TEAMS_QUIET_HOURS: string?
  TIME_ZONE: string?
  WEBHOOK_AFTER_FAILURES: string?
  WEBHOOK_AFTER_SUCCESSES: string?
  WEBHOOK_LANGUAGE: ('en' | 'id')?
  WEBHOOK_LEAST_SEVERITY: ('info' | 'warning' | 'critical')?
  WEBHOOK_PRIVATE_ADDRESSES: ('true' | 'false')?
  WEBHOOK_QUIET_HOURS: string?
}
