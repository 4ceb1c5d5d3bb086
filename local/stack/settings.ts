/** The app's settings on this machine: local.settings.json if it exists, otherwise the example. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettingsFile } from '../functions-host/settings-file.ts';
import { root } from './folders.ts';

type Settings = Readonly<Record<string, string>>;

export const ownSettingsFile = join(root, 'local.settings.json');

/** Undefined without such a file. Throws when it cannot be used, so read it before anything is started. */
export function readOwnSettings(print: (line: string) => void): Settings | undefined {
  if (!existsSync(ownSettingsFile)) return undefined;
  const { values, warnings } = readSettingsFile(ownSettingsFile);
  for (const warning of warnings) print(`⚠️  ${warning}`);
  return values;
}

/** They name the stand-in, and have short delays. */
export const readExampleSettings = (): Settings => readSettingsFile(`${ownSettingsFile}.example`).values;
