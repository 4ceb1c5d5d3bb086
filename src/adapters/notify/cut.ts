/** Keeps texts within what a receiver takes. */

/** At most that many UTF-16 units, with a sign that something is missing; never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
