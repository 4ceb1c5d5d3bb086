/** The project's source files as they are on disk. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './import-rules.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export const readProjectFile = (path: string): Promise<string> => readFile(`${projectRoot}/${path}`, 'utf8');

/** Every file below the folder, by its path from the root of the project. */
export async function pathsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(`${projectRoot}/${folder}`, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(projectRoot.length))
    .map((path) => path.replace(/^\/+/, ''))
    .toSorted();
}

export async function sourcesBelow(folder: string): Promise<readonly SourceFile[]> {
  const paths = (await pathsBelow(folder)).filter((path) => /\.tsx?$/.test(path));
  return Promise.all(paths.map(async (path) => ({ path, text: await readProjectFile(path) })));
}
