/**
 * The app's settings: `Values` of local.settings.json, overridden by the process environment.
 * Also expands `%NAME%` as binding expressions do.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

export type AppSettings = Readonly<Record<string, string | undefined>>;

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const schema = z.looseObject({
  IsEncrypted: z.literal(false, 'must be false: this host cannot decrypt settings').default(false),
  Values: z.record(z.string(), value).default({}),
});

/** Throws when local.settings.json exists but is invalid. */
export function readAppSettings(root: string, environment: AppSettings): AppSettings {
  const file = path.join(root, 'local.settings.json');
  // Core Tools sets this too; libraries use it to tell development from production.
  const defaults = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };
  if (!existsSync(file)) return { ...defaults, ...environment };
  try {
    const { Values } = schema.parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
    return { ...defaults, ...Values, ...environment };
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof Error
          ? error.message
          : String(error);
    throw new Error(`${file} cannot be used: ${reason}`, { cause: error });
  }
}

/** The host ignores the case of setting names; an empty value counts as missing. */
export function findSetting(settings: AppSettings, name: string): string | undefined {
  const key =
    name in settings ? name : Object.keys(settings).find((k) => k.toLowerCase() === name.toLowerCase());
  const found = key === undefined ? undefined : settings[key];
  return found === '' ? undefined : found;
}

/** Replaces each `%NAME%`; throws the real host's message when a setting is missing. */
export function expandSettings(text: string, settings: AppSettings): string {
  return text.replaceAll(/%([^%]+)%/g, (expression, name: string) => {
    const found = findSetting(settings, name);
    if (found === undefined) throw new Error(`'${expression}' does not resolve to a value.`);
    return found;
  });
}

export function isTrue(settings: AppSettings, name: string): boolean {
  return ['true', '1'].includes(findSetting(settings, name)?.toLowerCase() ?? '');
}
