/** What `--auth` may be: nothing enforced, function keys, or these and a sign-in as App Service Authentication has it. */
import type { AppSettings } from '../app-settings.ts';

export const authModes = ['none', 'keys', 'entra'] as const;
export type AuthMode = (typeof authModes)[number];

export function parseAuthMode(text: string): AuthMode {
  const mode = authModes.find((candidate) => candidate === text);
  if (mode === undefined) throw new Error(`--auth is "${text}": expected ${authModes.join(', ')}.`);
  return mode;
}

/** The platform alone says whether its authentication is on: neither settings nor environment may claim it. */
export function withPlatformSettings(settings: AppSettings, mode: AuthMode): AppSettings {
  const others = Object.entries(settings).filter(([name]) => name.toUpperCase() !== 'WEBSITE_AUTH_ENABLED');
  return { ...Object.fromEntries(others), WEBSITE_AUTH_ENABLED: mode === 'entra' ? 'True' : 'False' };
}
