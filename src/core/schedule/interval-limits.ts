/** The limits of an interval. They load nothing, so that the dashboard can check by them too. */

export const shortestIntervalHours = 0.5;
export const longestIntervalHours = 24;
