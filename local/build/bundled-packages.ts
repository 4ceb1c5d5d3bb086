/** Lists the third-party packages whose code is in a bundle, as the bundler saw them. */
import { relative, sep } from 'node:path';
import type { Plugin } from 'rolldown';

export const bundledPackagesFile = 'bundled-packages.json';

/** Writes the folders of the packages, below the project, beside the bundle. */
export const bundledPackages = (): Plugin => ({
  name: 'bundled-packages',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []));
    const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []));
    this.emitFile({
      type: 'asset',
      fileName: bundledPackagesFile,
      source: JSON.stringify([...folders].toSorted()),
    });
  },
});

/** `node_modules/a/node_modules/@b/c` of a file below it; undefined for a file of the project. */
export function packageFolder(moduleId: string): string | undefined {
  const path = relative(process.cwd(), moduleId.replace(/^\0/, '').replace(/\?.*$/, '')).split(sep).join('/');
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}
