/** Who may import whom, after docs/architecture.md: the table of layers, and what is wrong with a given source text. */
import { posix } from 'node:path';
import { type Import, importsOf, usesOf } from './source-text.ts';

export interface SourceFile {
  /** From the root of the project, with forward slashes: `src/core/time.ts`. */
  readonly path: string;
  readonly text: string;
}

interface Layer {
  readonly within: RegExp;
  /** Layers whose files may be imported; a layer may always import its own. */
  readonly layers: readonly string[];
  /** Layers of which only types, and tables that load nothing, may be imported. */
  readonly types?: readonly string[];
  /** Packages and Node built-ins, by the exact specifier. */
  readonly packages: readonly string[];
}

export const layers: Readonly<Record<string, Layer>> = {
  core: { within: /^src\/core\//, layers: [], packages: ['zod', 'temporal-polyfill'] },
  api: { within: /^src\/api\//, layers: ['core'], packages: ['zod'] },
  ports: { within: /^src\/ports(\/|\.ts$)/, layers: ['core'], packages: [] },
  operations: { within: /^src\/operations\//, layers: ['core', 'ports'], packages: [] },
  'table-storage': {
    within: /^src\/adapters\/table-storage\//,
    layers: ['core', 'ports'],
    packages: ['zod', '@azure/core-rest-pipeline', '@azure/data-tables', '@azure/identity', 'node:crypto'],
  },
  'sql-server': {
    within: /^src\/adapters\/sql-server\//,
    layers: ['core', 'ports'],
    packages: ['zod', 'mssql', '@azure/identity', 'node:dgram', 'node:dns/promises', 'node:net'],
  },
  notify: {
    within: /^src\/adapters\/notify\//,
    layers: ['core', 'ports'],
    packages: [
      'zod',
      'nodemailer/lib/mailer',
      'nodemailer/lib/smtp-transport',
      '@azure/communication-email',
      '@azure/identity',
      'node:crypto',
      'node:dns',
      'node:http',
      'node:https',
      'node:net',
    ],
  },
  system: {
    within: /^src\/adapters\/system\//,
    layers: ['core', 'ports'],
    packages: [
      'ulid',
      'zod',
      'node:crypto',
      'node:fs/promises',
      'node:timers/promises',
      'node:util',
      'node:zlib',
    ],
  },
  compose: {
    within: /^src\/compose\.ts$/,
    layers: ['core', 'api', 'ports', 'operations', 'table-storage', 'sql-server', 'notify', 'system'],
    packages: ['node:fs/promises', 'node:os'],
  },
  functions: {
    within: /^src\/functions\//,
    layers: ['core', 'api', 'operations', 'compose'],
    types: ['ports'],
    packages: ['@azure/functions', 'node:buffer', 'node:crypto', 'node:timers/promises', 'node:zlib'],
  },
  // Types and tables, so that the page does not carry what only the server needs.
  dashboard: {
    within: /^src\/dashboard\//,
    layers: [],
    types: ['core', 'api'],
    packages: ['preact', 'preact/hooks'],
  },
};

/** Tables that start-up and the dashboard can afford: they load nothing but one another. */
export const tables: ReadonlySet<string> = new Set([
  'src/api/commands.ts',
  'src/api/error-codes.ts',
  'src/api/findings/indonesian-remedies.ts',
  'src/api/queries.ts',
  'src/api/notice-commands.ts',
  'src/api/closing-commands.ts',
  'src/api/backfill-commands.ts',
  'src/api/schedule-commands.ts',
  'src/api/pending-commands.ts',
  'src/api/run-commands.ts',
  'src/api/schedule-queries.ts',
  'src/api/coverage-queries.ts',
  'src/api/routes.ts',
  'src/core/identity.ts',
  'src/core/job/no-reason.ts',
  'src/core/schedule/limits.ts',
]);

export const layerOf = (path: string): string | undefined =>
  Object.entries(layers).find(([, { within }]) => within.test(path))?.[0];

/** What is wrong with the imports of a file in `src`, a sentence each. */
export function brokenImports({ path, text }: SourceFile): readonly string[] {
  const name = layerOf(path);
  const layer = name === undefined ? undefined : layers[name];
  if (name === undefined || layer === undefined) return [`${path} belongs to no layer`];
  return importsOf(path, text).flatMap((each) => {
    const problem = problemWith(each, path, name, layer);
    return problem === undefined ? [] : [`${path}:${each.line} ${problem}`];
  });
}

function problemWith(given: Import, path: string, name: string, layer: Layer): string | undefined {
  const { specifier, typeOnly } = given;
  if (specifier === undefined) return 'imports what only the run time knows';
  if (!specifier.startsWith('.')) {
    if (tables.has(path)) return `${path} must load no package (${specifier})`;
    return layer.packages.includes(specifier)
      ? undefined
      : `${name} must not import the package ${specifier}`;
  }
  const target = posix.join(posix.dirname(path), specifier);
  const other = layerOf(target);
  if (other === undefined) return `${name} must not import ${target}, which is no layer of src`;
  if (tables.has(path) && !typeOnly && !tables.has(target)) {
    return `${path} may import only types and tables, so that it loads nothing (${target})`;
  }
  if (other === name || layer.layers.includes(other)) return undefined;
  if (!layer.types?.includes(other)) return `${name} must not import ${other} (${target})`;
  return typeOnly || tables.has(target) ? undefined : `${name} may import only types of ${other} (${target})`;
}

/** Time, chance, the process and the network come in through ports. */
const impure = [
  'Date',
  'Math.random',
  'performance',
  'crypto',
  'process',
  'globalThis',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
];
const pureLayers: ReadonlySet<string | undefined> = new Set(['core', 'api', 'ports', 'operations']);
/** The first reads the environment; the second must know one setting before anything is loaded. */
const readersOfTheProcess = new Set(['src/compose.ts', 'src/functions/app.ts']);

export function brokenPurity({ path, text }: SourceFile): readonly string[] {
  const banned = pureLayers.has(layerOf(path)) ? impure : ['process'];
  const uses = readersOfTheProcess.has(path) ? [] : usesOf(path, text, banned);
  return uses.map(({ name, line }) => `${path}:${line} must not use ${name}`);
}

/** What ships must not know what stands in for Azure and SQL Server on one machine. Comments count as well. */
const standIns = /stand-?ins?\b|azurite|emulat(or|ed|ion)|devstoreaccount|\blocal\//i;

export function mentionsOfStandIns({ path, text }: SourceFile): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const word = standIns.exec(line)?.[0];
    return word === undefined ? [] : [`${path}:${index + 1} mentions ${word}`];
  });
}
