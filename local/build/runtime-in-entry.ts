/**
 * Puts the bundler's helpers, which it keeps in a file of their own, into the entry file too: opening one file less is a
 * tenth of the start. They keep nothing between calls, so two copies do no harm.
 */
import type { Plugin } from 'rolldown';

const helpers = '\0rolldown/runtime.js';
const end = /\n\/\/# sourceMappingURL=/;

export const runtimeInEntry = (): Plugin => ({
  name: 'runtime-in-entry',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
    const entry = chunks.find(({ isEntry }) => isEntry);
    const runtime = chunks.find(({ moduleIds }) => moduleIds.length === 1 && moduleIds[0] === helpers);
    const loading = `require("./${runtime?.fileName}")`;
    if (entry === undefined || runtime === undefined || entry.code.split(loading).length !== 2)
      throw new Error(
        'the bundler no longer keeps its helpers in a file of their own: see runtime-in-entry.ts',
      );
    // At the end, and called with as many characters, so that the source map stays right.
    const made = `function helpersOfBundler(exports){${runtime.code.split(end, 1)[0]};return exports}`;
    entry.code = entry.code
      .replace(loading, () => 'helpersOfBundler({})'.padEnd(loading.length))
      .replace(/(?=\n\/\/# sourceMappingURL=|$)/, () => `\n${made}`);
  },
});
