/** Ids of runs as callers give them. Ours are ULIDs in upper case; the same ULID in lower case is the same id. */

export const runIdPattern = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;

/** As it is stored; a text that is no ULID stays as it is. */
export const storedRunId = (text: string): string => (runIdPattern.test(text) ? text.toUpperCase() : text);

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Its 128 bits as a UUID, for services that take nothing else. */
export function uuidOf(ulid: string): string {
  const number = [...ulid.toUpperCase()].reduce(
    (sum, digit) => sum * 32n + BigInt(Math.max(0, digits.indexOf(digit))),
    0n,
  );
  const hex = BigInt.asUintN(128, number).toString(16).padStart(32, '0');
  const lengths = [0, 8, 12, 16, 20, 32];
  return lengths
    .slice(1)
    .map((end, index) => hex.slice(lengths[index], end))
    .join('-');
}
