/**
 * Settings that override host.json: `AzureFunctionsJobHost__functionTimeout`, `AzureFunctionsJobHost__logging__logLevel__default`.
 * As in .NET's configuration, case does not matter, and a colon may stand for the two underscores.
 */
import type { AppSettings } from './app-settings.ts';

const prefix = /^AzureFunctionsJobHost(?:__|:)/i;

type Node = Readonly<Record<string, unknown>>;

export function withOverrides(hostJson: unknown, settings: AppSettings): unknown {
  // The first of two spellings wins, as for every other setting.
  const overrides = Object.entries(settings).filter(([name]) => prefix.test(name));
  return overrides.reduceRight<unknown>((content, [name, text]) => {
    const path = name.replace(prefix, '').split(/__|:/);
    return text === undefined ? content : put(content, path, text);
  }, hostJson);
}

function put(content: unknown, [first, ...rest]: readonly string[], text: string): unknown {
  if (first === undefined) return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
  const node = isNode(content) ? content : {};
  const known =
    Object.keys(node).find((key) => key.toLowerCase() === first.toLowerCase()) ?? asInSchema(first);
  return { ...node, [known]: put(node[known], rest, text) };
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key that host.json leaves out has to be found under the name that the schema gives it. */
function asInSchema(name: string): string {
  const names = ['functionTimeout', 'extensions', 'http', 'routePrefix', 'logging', 'logLevel'];
  return names.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
}
