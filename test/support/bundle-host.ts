/**
 * Vitest's global set-up for tests that start the Functions host: bundles it once. The tests start it some two hundred
 * times, and from one file it needs half the processor time that it needs from its sources. `npm start` runs the sources.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';
import type { TestProject } from 'vitest/node';
import { root, stateFolder } from '../../local/stack/folders.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly hostMain: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Beside node_modules, where it finds what stays outside of the bundle.
  const folder = join(stateFolder, `host-${process.pid}-${project.name}`);
  const sources = join(root, 'local/functions-host');
  await build({
    input: { main: join(sources, 'main.ts'), 'worker-main': join(sources, 'worker/worker-main.ts') },
    platform: 'node',
    external: [/^rolldown/],
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs' },
  });
  project.provide('hostMain', join(folder, 'main.mjs'));
  return () => rm(folder, { recursive: true, force: true });
}
