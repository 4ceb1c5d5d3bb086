/** Where things are, whatever the current directory. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Git-ignored: what the services keep between starts. Deleting it gives a fresh machine. */
export const stateFolder = join(root, '.local');
/** The function keys of `--auth keys` and `--auth entra`; made by the first such start. */
export const keysFile = join(stateFolder, 'keys.json');
