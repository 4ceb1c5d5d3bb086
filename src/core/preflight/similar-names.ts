/** Which of the existing names somebody may have meant. */

/** Names without quotes and case, and without signs that people confuse. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
const withoutSchema = (name: string): string => plain(name.split('.').at(-1) ?? name);

/** The nearest first, at most `count`: the same in another schema or case, then a letter or two apart. */
export function similarNames(wanted: string, existing: readonly string[], count = 3): readonly string[] {
  const target = withoutSchema(wanted);
  const limit = Math.max(1, Math.min(3, Math.floor(target.length / 4)));
  return existing
    .map((name) => ({ name, distance: distanceOf(target, withoutSchema(name), limit) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** How many letters must change; more than `limit` when the lengths alone say so. */
function distanceOf(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, against] of [...other].entries()) {
      const replaced = (before[column] ?? 0) + (letter === against ? 0 : 1);
      current.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    before = current;
  }
  return before.at(-1) ?? limit + 1;
}
