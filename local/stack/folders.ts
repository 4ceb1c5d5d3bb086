/** Paths that do not depend on the current directory. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The services' state between starts; ignored by git. Delete it to start afresh. */
export const stateFolder = join(root, '.local');
/** The function keys of `--auth keys` and `--auth entra`, created by the first such start. */
export const keysFile = join(stateFolder, 'keys.json');
/** Where the running stack's storage is: for commands beside it, because its ports differ from start to start. */
export const storageFile = join(stateFolder, 'storage.txt');
