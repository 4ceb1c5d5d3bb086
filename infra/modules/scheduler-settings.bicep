metadata description = 'The app settings that an installation may choose; main.bicep writes the others. A name that the app does not read does not compile.'

@export()
@sealed()
@description('docs/settings.md has their meanings and defaults.')
type schedulerSettings = {
  ALLOWED_ORIGINS: string?
  FAIL_ON_RETURN_CODE: ('true' | 'false')?
  FORCE_COOLDOWN_SECONDS: string?
  INTERVAL_HOURS: string?
  JOB_NAME: string?
  KEEP_MESSAGES: ('all' | 'short' | 'none')?
  LEASE_EXPIRY_SECONDS: string?
  LEASE_RENEW_SECONDS: string?
  MAX_ATTEMPTS: string?
  PROCEDURE_END_PARAMETER: string?
  PROCEDURE_NAME: string?
  PROCEDURE_START_PARAMETER: string?
  RANGE_DAYS_BACK: string?
  RANGE_MAX_DAYS: string?
  RATE_LIMIT_PER_MINUTE: string?
  RETRY_DELAYS_MINUTES: string?
  RETRY_TIMEOUTS: ('true' | 'false')?
  RUN_TIMEOUT_MINUTES: string?
  SQL_APPLOCK_NAME: string?
  SQL_CONNECT_RETRY_SECONDS: string?
  SQL_CONNECT_TIMEOUT_SECONDS: string?
  SQL_ENCRYPT: ('true' | 'strict')?
  SQL_HOST_NAME_IN_CERTIFICATE: string?
  SQL_MULTI_SUBNET_FAILOVER: ('true' | 'false')?
  SQL_XACT_ABORT: ('true' | 'false')?
  START_DELAY_SECONDS: string?
  TIME_ZONE: string?
}
