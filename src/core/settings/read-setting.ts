/**
 * Finds a setting by its name as the Functions host does: in any case, and with `:` for `__`. Loads nothing, because
 * start-up uses it.
 */

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty value counts as absent. Of several spellings the exact one wins. */
export function readSetting(environment: Environment, name: string): string | undefined {
  return environment[name] || spellingsOf(environment, name)[0]?.value;
}

/** Every spelling of the name that has a value. */
export function spellingsOf(environment: Environment, name: string) {
  const wanted = plain(name);
  return Object.entries(environment).flatMap(([spelling, value]) =>
    value && plain(spelling) === wanted ? [{ spelling, value }] : [],
  );
}

const plain = (name: string): string => name.replaceAll(':', '__').toLowerCase();
