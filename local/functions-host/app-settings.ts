/**
 * The app's settings: `Values` of local.settings.json, overridden by the process environment.
 * Also expands `%NAME%` as binding expressions do.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { readSettingsFile } from './settings-file.ts';

export type AppSettings = Readonly<Record<string, string | undefined>>;

const defaults: AppSettings = {
  // Core Tools sets this too; libraries use it to tell development from production.
  AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
  // As infra/ sets them; the real host's own defaults are the page, and 100 MiB.
  AzureWebJobsDisableHomepage: 'true',
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '262144',
};

/** Throws when local.settings.json exists but is invalid. */
export function readAppSettings(root: string, environment: AppSettings): AppSettings {
  const file = path.join(root, 'local.settings.json');
  return merge(environment, existsSync(file) ? readSettingsFile(file).values : {}, defaults);
}

/** The first one wins and stands first, where `findSetting` looks first; the app sees every name as it is written. */
function merge(...sources: readonly AppSettings[]): AppSettings {
  const merged: Record<string, string | undefined> = {};
  for (const [name, text] of sources.flatMap(Object.entries)) {
    if (!Object.hasOwn(merged, name)) merged[name] = text;
  }
  return merged;
}

/** The host ignores the case of setting names and takes `:` for `__`; an empty value counts as missing. */
export function findSetting(settings: AppSettings, name: string): string | undefined {
  const key = Object.keys(settings).find((each) => plain(each) === plain(name));
  const found = key === undefined ? undefined : settings[key];
  return found === '' ? undefined : found;
}

const plain = (name: string): string => name.replaceAll(':', '__').toLowerCase();

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
