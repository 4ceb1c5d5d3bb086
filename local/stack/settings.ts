/** The app's settings on this machine: local.settings.json if it exists, otherwise the example with short delays. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalSettings, readSettingsFile } from '../functions-host/settings-file.ts';
import { root } from './folders.ts';

export const ownSettingsFile = join(root, 'local.settings.json');

/** Throws when the file cannot be used, so read it before anything is started. */
export const readLocalSettings = (): LocalSettings =>
  readSettingsFile(existsSync(ownSettingsFile) ? ownSettingsFile : `${ownSettingsFile}.example`);
