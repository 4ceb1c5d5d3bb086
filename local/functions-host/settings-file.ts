/** `Values` of local.settings.json, as Core Tools read them; warns of what they would ignore silently. */
import { type Json, type Member, placed, readJsonFile } from './json-file.ts';

export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  /** What is accepted and yet hardly meant. */
  readonly warnings: readonly string[];
}

/** Throws when the file cannot be used: the message names it, the place and what was expected. */
export function readSettingsFile(file: string): LocalSettings {
  const fail = (at: Member['at'], words: string): never => {
    throw new Error(`${file}, ${placed(at, words)}`);
  };
  const membersOf = (json: Json, words: string): readonly Member[] =>
    json.kind === 'object' ? json.members : fail(json.at, words);

  const top = membersOf(readJsonFile(file), 'expected { "IsEncrypted": false, "Values": { … } }');
  for (const { name, value, at } of top) {
    if (name === 'IsEncrypted' && !isFalse(value))
      fail(at, '"IsEncrypted" must be false: this host cannot decrypt settings (func settings decrypt does)');
    if (name !== 'Values' && name.toLowerCase() === 'values')
      fail(at, `"${name}" is written in another case: expected "Values"`);
    if (/^[A-Z]+(_[A-Z0-9]+)+$|^AzureWebJobs/.test(name))
      fail(at, `"${name}" stands beside "Values": expected it inside, as "Values": { "${name}": "…" }`);
  }
  const connections = top.findLast(({ name }) => name === 'ConnectionStrings');
  const strings =
    connections === undefined ? [] : membersOf(connections.value, '"ConnectionStrings" must be an object');
  const named = strings.map(({ name, value, at }): readonly [string, string] => {
    const inside =
      value.kind === 'object'
        ? value.members.find((each) => /^ConnectionString$/i.test(each.name))?.value
        : value;
    return inside?.kind === 'plain'
      ? [`ConnectionStrings:${name}`, String(inside.value)]
      : fail(at, `"${name}" must be one text: expected a connection string in double quotes`);
  });
  const values = top.findLast(({ name }) => name === 'Values');
  if (values === undefined) return { values: Object.fromEntries(named), warnings: [] };
  const settings = membersOf(values.value, '"Values" must be an object: expected { "NAME": "value", … }');
  const read = settings.flatMap(({ name, value, at }): readonly (readonly [string, string])[] => {
    if (value.kind !== 'plain')
      return fail(at, `"${name}" must be one text: expected a value in double quotes`);
    // As for Core Tools, null is as good as nothing.
    return value.value === null ? [] : [[name, String(value.value)]];
  });
  return {
    values: Object.fromEntries([...named, ...read]),
    warnings: repeated(settings).map((words) => `${file}, ${words}`),
  };
}

const isFalse = (json: Json): boolean => json.kind === 'plain' && /^false$/i.test(String(json.value));

function repeated(settings: readonly Member[]): readonly string[] {
  const seen = new Map<string, Member>();
  return settings.flatMap((member) => {
    const { name, at } = member;
    const before = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), member);
    if (before === undefined) return [];
    const words =
      before.name === name
        ? `"${name}" already stands in line ${before.at.line}: this one counts; delete one of the two`
        : `"${name}" already stands in line ${before.at.line} as "${before.name}", which Windows takes for the same name: delete one of the two`;
    return [placed(at, words)];
  });
}
