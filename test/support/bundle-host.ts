/**
 * Bundles the Functions host for those who start it some two hundred times: from one file it needs half the processor
 * time that it needs from its sources. `npm start` runs the sources. By default the global set-up of Vitest.
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

export interface BundledHost {
  readonly main: string;
  readonly remove: () => Promise<void>;
}

export async function bundleHost(name: string): Promise<BundledHost> {
  // Beside node_modules, where it finds what stays outside of the bundle.
  const folder = join(stateFolder, `host-${process.pid}-${name}`);
  const sources = join(root, 'local/functions-host');
  await build({
    input: { main: join(sources, 'main.ts'), 'worker-main': join(sources, 'worker/worker-main.ts') },
    platform: 'node',
    external: [/^rolldown/],
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs' },
  });
  return { main: join(folder, 'main.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { main, remove } = await bundleHost(project.name);
  project.provide('hostMain', main);
  return remove;
}
