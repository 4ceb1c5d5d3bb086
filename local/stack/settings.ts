/** The app's settings on this machine: local.settings.json if it exists, otherwise the example with short delays. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './folders.ts';

const LocalSettings = z.object({ Values: z.record(z.string(), z.string()) });

export function readLocalSettings(): Readonly<Record<string, string>> {
  const own = join(root, 'local.settings.json');
  const file = existsSync(own) ? own : join(root, 'local.settings.json.example');
  const parsed = LocalSettings.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.Values;
}
