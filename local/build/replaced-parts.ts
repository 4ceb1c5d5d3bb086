/**
 * Leaves out what libraries load and this app never reaches. Half of the package was identity libraries, which the SQL
 * driver loads for logins that it is never asked for. docs/decisions/0023-parts-of-libraries-replaced.md has the sizes.
 */
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** A file of `replacements`, a module of Node, or a package as `import` or `require` finds it. */
type Substitute =
  | { readonly file: string }
  | { readonly builtIn: string }
  | { readonly imported: string }
  | { readonly required: string };

interface Replacement {
  /** The importing package; the app's own files are in none. */
  readonly within: string | undefined;
  /** As it is written there. */
  readonly module: string;
  readonly by: Substitute;
}

const leftOut = { file: 'left-out.ts' } as const;

export const replacements: readonly Replacement[] = [
  // The package contains a bundle of its own, all of which would be loaded at the start, and the sources of that.
  { within: undefined, module: '@azure/functions', by: { imported: '@azure/functions/src/index.ts' } },
  // Its other build does not say what it exports.
  {
    within: '@azure/functions',
    module: '@azure/functions-extensions-base',
    by: { required: '@azure/functions-extensions-base' },
  },
  { within: 'tedious', module: '@azure/identity', by: { file: 'driver-credentials.ts' } },
  // The one that the driver finds by itself is a second build of the same, and loads an HTTP client.
  { within: 'tedious', module: '@azure/core-auth', by: { imported: '@azure/core-auth' } },
  { within: 'tedious', module: '@js-joda/core', by: { file: 'driver-dates.ts' } },
  { within: 'tedious', module: 'iconv-lite', by: { file: 'driver-text.ts' } },
  { within: 'bl', module: 'readable-stream', by: { builtIn: 'node:stream' } },
  { within: 'jsonwebtoken', module: 'semver', by: { file: 'node-version-range.ts' } },
  { within: 'nodemailer', module: './mime-types.js', by: { file: 'attachment-types.ts' } },
  { within: 'nodemailer', module: '../mime-funcs/mime-types.js', by: { file: 'attachment-types.ts' } },
  ...['../well-known/index.js', '../dkim/index.js', '../xoauth2/index.js', '../fetch/index.js'].map(
    (module) => ({ within: 'nodemailer', module, by: leftOut }),
  ),
  // Opens a browser to log in.
  { within: '@azure/identity', module: 'open', by: leftOut },
  { within: '@azure/data-tables', module: '@azure/core-xml', by: { file: 'lazy-xml.ts' } },
  ...['./utils/computeHMACSHA256.js', '../utils/computeHMACSHA256.js'].map((module) => ({
    within: '@azure/data-tables',
    module,
    by: { file: 'table-signature.ts' },
  })),
];

const folder = join(import.meta.dirname, 'replacements');

export const replacedParts = (): Plugin => {
  const open = new Set(replacements);
  return {
    name: 'replaced-parts',
    resolveId: {
      order: 'pre',
      async handler(source, importer = '') {
        const found = replacements.find(
          ({ within, module }) => module === source && within === packageOf(importer),
        );
        if (found === undefined) return null;
        open.delete(found);
        const { by } = found;
        if ('file' in by) return join(folder, by.file);
        if ('builtIn' in by) return { id: by.builtIn, external: true };
        const [id, kind] =
          'imported' in by
            ? [by.imported, 'import-statement' as const]
            : [by.required, 'require-call' as const];
        // From here: what `npm ci` puts below a package for it alone may be another version.
        return this.resolve(id, import.meta.filename, { kind, skipSelf: true });
      },
    },
    // With another version of a library, what was left out would silently be back.
    buildEnd(error) {
      if (error !== undefined || open.size === 0) return;
      const missing = [...open].map(
        ({ within = 'the app', module }) => `${within} does not import ${module}`,
      );
      throw new Error(
        `The bundle would contain more than it needs: ${missing.join(', ')} any more. See what it imports instead, and adapt local/build/replaced-parts.ts.`,
      );
    },
  };
};

/** `@b/c` of a file below `node_modules/a/node_modules/@b/c`; undefined for a file of the project. */
const packageOf = (file: string): string | undefined =>
  /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replaceAll('\\', '/');
