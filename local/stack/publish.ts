/**
 * Puts a finished build in the place of the one before, while processes may be running on that one. They load modules
 * when first needed, by names that contain a hash of their content: such files stay for a while.
 */
import {
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Longer than anybody's `npm start` runs without a restart. */
const keptMs = 7 * 24 * 60 * 60_000;
/** The names of the files of the latest build. */
const listName = 'files.json';

/** Moves the files of `made` into `target`, the entry last: whoever starts meanwhile gets one build or the other. */
export function publish(made: string, target: string, entry: string, now = new Date()): void {
  const [files, before, there] = [filesIn(made), filesOf(target), filesIn(target)];
  for (const file of files.toSorted((one, other) => Number(one === entry) - Number(other === entry))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    replace(join(made, file), join(target, file));
  }
  writeFileSync(join(made, listName), JSON.stringify(files));
  replace(join(made, listName), join(target, listName));
  rmSync(made, { recursive: true, maxRetries: 5 });
  for (const file of there.filter((name) => !files.includes(name) && name !== listName)) {
    const path = join(target, file);
    // From now on it is one of the past: its time begins.
    if (before.includes(file)) utimesSync(path, now, now);
    else if (statSync(path).mtimeMs < now.getTime() - keptMs) rmSync(path, { force: true, maxRetries: 5 });
  }
}

/** The files of the latest build, by their paths below the folder. */
export function filesOf(folder: string): readonly string[] {
  try {
    return JSON.parse(readFileSync(join(folder, listName), 'utf8'));
  } catch {
    return filesIn(folder);
  }
}

const filesIn = (folder: string): readonly string[] =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1));

/** Windows refuses to replace a file that somebody has open, such as a virus scanner that looks at it for a moment. */
function replace(from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (tries === 20 || !(error instanceof Error && 'code' in error && busy.has(error.code))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

const busy: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);
