/** Ids of runs as callers give them. Ours are ULIDs in upper case; the same ULID in lower case is the same id. */

export const runIdPattern = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;

/** As it is stored; a text that is no ULID stays as it is. */
export const storedRunId = (text: string): string => (runIdPattern.test(text) ? text.toUpperCase() : text);
