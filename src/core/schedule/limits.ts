/** The limits of a schedule and of a pause. They load nothing, so that the dashboard can check by them too. */

export const shortestIntervalHours = 0.5;
export const longestIntervalHours = 24;

/** A pause ends before this year: later ends are typing errors, and past 9999 calendars have no dates. */
export const pausesEndBeforeYear = 2100;
/** 2100-01-01T00:00:00Z, in milliseconds since 1970. */
export const pausesEndBefore = 4_102_444_800_000;

/** Days from `awal` to `akhir` in scheduled runs. */
export const mostDaysBack = 31;
export const mostProfiles = 20;
/** Ranges of dates in one profile. */
export const mostDateSpans = 60;
export const mostBlackouts = 100;
export const mostCalendars = 10;
/** Of all calendars together. */
export const mostHolidays = 400;
/** Names of profiles, calendars, holidays and kinds, and labels of blackouts. */
export const longestName = 60;
export const longestLabel = 120;
export const longestCronExpression = 120;
/** Minutes. */
export const longestLeastGap = 24 * 60;
/** Of the last successes that an adaptive interval goes by. */
export const mostRunsToAdaptBy = 20;
export const mostRowSteps = 10;
/** A string column of the table holds 32 Ki characters; the row has two more properties. */
export const longestDocument = 30_000;
/** The version of the configuration row that has profiles, blackouts and calendars. */
export const documentFormat = 2;
