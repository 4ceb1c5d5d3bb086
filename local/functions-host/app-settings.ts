/**
 * The app's settings: `Values` of local.settings.json, overridden by the process environment.
 * Also expands `%NAME%` as binding expressions do.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { readSettingsFile } from './settings-file.ts';

export type AppSettings = Readonly<Record<string, string | undefined>>;

/** Throws when local.settings.json exists but is invalid. */
export function readAppSettings(root: string, environment: AppSettings): AppSettings {
  const file = path.join(root, 'local.settings.json');
  // Core Tools sets this too; libraries use it to tell development from production.
  const defaults = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };
  return { ...defaults, ...(existsSync(file) ? readSettingsFile(file).values : {}), ...environment };
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
