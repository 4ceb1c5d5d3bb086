/** A copy of the project in which one fault at a time is planted, never the working tree itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../local/stack/folders.ts';
import { copyWorkingTree, type WorkingCopy } from '../support/working-copy.ts';
import type { Patch, PlantedFault } from './planted-fault.ts';

export interface PatchedCopy extends AsyncDisposable {
  readonly folder: string;
  /** Plants the fault for as long as the work takes. */
  readonly with: <T>(fault: PlantedFault, work: () => Promise<T>) => Promise<T>;
}

export async function copyProject(): Promise<PatchedCopy> {
  const copy: WorkingCopy = await copyWorkingTree('not built');
  return {
    folder: copy.folder,
    with: async (fault, work) => {
      const originals = plant(copy.folder, fault.patches);
      try {
        return await work();
      } finally {
        for (const [file, text] of originals) writeFileSync(join(copy.folder, file), text);
      }
    },
    [Symbol.asyncDispose]: () => copy[Symbol.asyncDispose](),
  };
}

function plant(folder: string, patches: readonly Patch[]): ReadonlyMap<string, string> {
  const originals = new Map<string, string>();
  for (const [file, text, replacement] of patches) {
    const before = readFileSync(join(folder, file), 'utf8');
    if (!originals.has(file)) originals.set(file, before);
    writeFileSync(
      join(folder, file),
      before.replace(text, () => replacement),
    );
  }
  return originals;
}

/** Why a fault can no longer be planted: whoever changes such a line changes the fault with it. */
export function misfits({ name, patches }: PlantedFault): readonly string[] {
  return patches.flatMap(([file, text]) => {
    const found = readFileSync(join(root, file), 'utf8').split(text).length - 1;
    if (found === 1) return [];
    const problem = found === 0 ? 'this text is not there any more' : `this text is there ${found} times`;
    return [`${name}: in ${file} ${problem}:\n${text.replaceAll(/^/gm, '    ')}`];
  });
}
