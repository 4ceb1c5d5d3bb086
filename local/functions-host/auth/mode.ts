/** The modes of `--auth`: nothing required, function keys, or function keys and an App Service sign-in. */
import type { AppSettings } from '../app-settings.ts';

export const authModes = ['none', 'keys', 'entra'] as const;
export type AuthMode = (typeof authModes)[number];

export function parseAuthMode(text: string): AuthMode {
  const mode = authModes.find((candidate) => candidate === text);
  if (mode === undefined) throw new Error(`--auth is "${text}": expected ${authModes.join(', ')}.`);
  return mode;
}

/** Only the platform decides whether its authentication is on: settings and environment must not claim it. */
export function withPlatformSettings(settings: AppSettings, mode: AuthMode): AppSettings {
  const others = Object.entries(settings).filter(([name]) => name.toUpperCase() !== 'WEBSITE_AUTH_ENABLED');
  return { ...Object.fromEntries(others), WEBSITE_AUTH_ENABLED: mode === 'entra' ? 'True' : 'False' };
}
