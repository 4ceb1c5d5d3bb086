/** The limits of an interval and of a pause. They load nothing, so that the dashboard can check by them too. */

export const shortestIntervalHours = 0.5;
export const longestIntervalHours = 24;

/** A pause ends before this year: later ends are typing errors, and past 9999 calendars have no dates. */
export const pausesEndBeforeYear = 2100;
/** 2100-01-01T00:00:00Z, in milliseconds since 1970. */
export const pausesEndBefore = 4_102_444_800_000;
