/**
 * Leaves out what libraries load and this app never reaches. Half of the package was identity libraries, which the SQL
 * driver loads for logins that it is never asked for. docs/decisions/0023-parts-of-libraries-replaced.md has the sizes.
 */
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** A file of `replacements`, a module of Node, or the copy that the app itself uses. */
type Substitute =
  | { readonly file: string }
  | { readonly builtIn: string }
  | { readonly shared: string };

interface Replacement {
  /** The importing package. */
  readonly within: string;
  /** As it is written there. */
  readonly module: string;
  readonly by: Substitute;
}

export const replacements: readonly Replacement[] = [
  { within: 'tedious', module: '@azure/identity', by: { file: 'driver-credentials.ts' } },
  // The one that the driver finds by itself is a second build of the same, and loads an HTTP client.
  { within: 'tedious', module: '@azure/core-auth', by: { shared: '@azure/core-auth' } },
  { within: 'tedious', module: '@js-joda/core', by: { file: 'driver-dates.ts' } },
  { within: 'iconv-lite', module: './dbcs-data', by: { file: 'code-pages.ts' } },
  { within: 'bl', module: 'readable-stream', by: { builtIn: 'node:stream' } },
  { within: 'jsonwebtoken', module: 'semver', by: { file: 'node-version-range.ts' } },
  { within: 'nodemailer', module: './mime-types.js', by: { file: 'attachment-types.ts' } },
  { within: 'nodemailer', module: '../mime-funcs/mime-types.js', by: { file: 'attachment-types.ts' } },
  { within: 'nodemailer', module: '../well-known/index.js', by: { file: 'mail-services.ts' } },
];

const folder = join(import.meta.dirname, 'replacements');

export const replacedParts = (): Plugin => {
  const open = new Set(replacements);
  return {
    name: 'replaced-parts',
    resolveId: {
      order: 'pre',
      async handler(source, importer = '') {
        const from = packageOf(importer);
        const found = replacements.find(({ within, module }) => module === source && within === from);
        if (found === undefined) return null;
        open.delete(found);
        const { by } = found;
        if ('file' in by) return join(folder, by.file);
        if ('builtIn' in by) return { id: by.builtIn, external: true };
        return this.resolve(by.shared, import.meta.filename, { kind: 'import-statement', skipSelf: true });
      },
    },
    // With another version of a library, what was left out would silently be back.
    buildEnd(error) {
      if (error !== undefined || open.size === 0) return;
      const missing = [...open].map(({ within, module }) => `${within} does not import ${module}`);
      throw new Error(
        `The bundle would contain more than it needs: ${missing.join(', ')} any more. See what it imports instead, and adapt local/build/replaced-parts.ts.`,
      );
    },
  };
};

/** `@b/c` of a file below `node_modules/a/node_modules/@b/c`. */
const packageOf = (file: string): string | undefined =>
  /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replaceAll('\\', '/');
