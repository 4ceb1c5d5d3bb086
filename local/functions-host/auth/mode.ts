/** The modes of `--auth`: nothing required, function keys, or function keys and an App Service sign-in. */
import type { AppSettings } from '../app-settings.ts';

export const authModes = ['none', 'keys', 'entra'] as const;
export type AuthMode = (typeof authModes)[number];

export function parseAuthMode(text: string): AuthMode {
  const mode = authModes.find((candidate) => candidate === text);
  if (mode === undefined) throw new Error(`--auth is "${text}": expected ${authModes.join(', ')}.`);
  return mode;
}

/** Settings and environment must not claim that somebody checks callers when nobody does. */
export function withPlatformSettings(settings: AppSettings, mode: AuthMode): AppSettings {
  const decided = {
    WEBSITE_AUTH_ENABLED: mode === 'entra' ? 'True' : 'False',
    FUNCTIONS_KEYS_CHECKED: mode === 'none' ? 'false' : 'true',
  };
  const others = Object.entries(settings).filter(([name]) => !Object.hasOwn(decided, name.toUpperCase()));
  return { ...Object.fromEntries(others), ...decided };
}
