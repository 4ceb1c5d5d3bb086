/** The layout, the import rules, the sizes and the names of docs/architecture.md, on the files as they are. */
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenImports, brokenPurity, layerOf, layers, mentionsOfStandIns } from './support/import-rules.ts';
import { projectRoot, readProjectFile, sourcesBelow } from './support/project-files.ts';

const src = await sourcesBelow('src');
const local = await sourcesBelow('local');
const tests = await sourcesBelow('test');

describe('the layers', () => {
  test.each(Object.keys(layers))('%s has files', (layer) => {
    expect(src.filter(({ path }) => layerOf(path) === layer)).not.toEqual([]);
  });

  test('import only what they may', () => {
    expect(src.flatMap(brokenImports)).toEqual([]);
  });

  test('take time, chance, the process and the network through ports, and the environment in compose.ts', () => {
    expect(src.flatMap(brokenPurity)).toEqual([]);
  });

  test('write to the log in log.ts only, where no text can imitate another line', () => {
    const writers = src.filter(({ text }) =>
      /\bconsole\b|\bprocess\.(stdout|stderr|emitWarning)|\bcontext\.(log|trace|debug|info|warn|error)\b/.test(
        text,
      ),
    );
    expect(writers.map(({ path }) => path)).toEqual(['src/functions/log.ts']);
  });

  test('change the control rows in commit.ts only, which derives what people are to be told', () => {
    const writers = src.filter(({ text }) =>
      /\bstore\.commit\(|\bcommit\b[^;\n]*\} = [^;\n]*store\b/.test(text),
    );
    expect(writers.map(({ path }) => path)).toEqual(['src/operations/commit.ts']);
  });

  test('know nothing of what stands in for Azure and SQL Server', () => {
    expect(src.flatMap(mentionsOfStandIns)).toEqual([]);
  });

  test('the dashboard compiles without Node, and only it with the browser', async () => {
    const config: unknown = JSON.parse(await readProjectFile('src/dashboard/tsconfig.json'));
    expect(config).toMatchObject({ compilerOptions: { types: [], lib: ['es2025', 'dom', 'dom.iterable'] } });
    const others: unknown = JSON.parse(await readProjectFile('tsconfig.json'));
    expect(others).toMatchObject({
      exclude: ['src/dashboard'],
      compilerOptions: { lib: expect.not.arrayContaining(['dom']) },
    });
    const manifest: unknown = JSON.parse(await readProjectFile('package.json'));
    expect(manifest).toMatchObject({
      scripts: { typecheck: expect.stringContaining('tsc -p src/dashboard') },
    });
  });

  test('the core compiles without Node: no process, no fetch, no timers', async () => {
    const config: unknown = JSON.parse(await readProjectFile('src/core/tsconfig.json'));
    expect(config).toMatchObject({ compilerOptions: { types: [], lib: ['es2024'] } });
    const manifest: unknown = JSON.parse(await readProjectFile('package.json'));
    expect(manifest).toMatchObject({ scripts: { typecheck: expect.stringContaining('tsc -p src/core') } });
  });

  test('the API compiles without Node, too', async () => {
    const config: unknown = JSON.parse(await readProjectFile('src/api/tsconfig.json'));
    expect(config).toMatchObject({ compilerOptions: { types: [], lib: ['es2024'] } });
    const manifest: unknown = JSON.parse(await readProjectFile('package.json'));
    expect(manifest).toMatchObject({ scripts: { typecheck: expect.stringContaining('tsc -p src/api') } });
  });
});

test.each([
  'src/core',
  'docs/specification.md',
  'src/ports.ts',
  'src/operations',
  'src/adapters/table-storage',
  'src/adapters/sql-server',
  'src/adapters/system',
  'src/adapters/notify',
  'src/functions',
  'src/compose.ts',
  'src/dashboard',
  'local',
  'local/sql',
  'test/core',
  'test/operations',
  'test/functions',
  'test/adapters',
  'test/end-to-end',
  'host.json',
  'local.settings.json.example',
  'README.md',
])('%s is where the layout has it', async (path) => {
  await expect(stat(`${projectRoot}/${path}`)).resolves.toBeDefined();
});

test('src has these folders, and the dashboard one for each part of the page', () => {
  const folders = new Set(src.map(({ path }) => dirname(path)));
  expect([...folders].filter((folder) => !folder.startsWith('src/dashboard/')).toSorted()).toEqual([
    'src',
    'src/adapters/notify',
    'src/adapters/sql-server',
    'src/adapters/sql-server/errors',
    'src/adapters/sql-server/errors/numbers',
    'src/adapters/sql-server/preflight',
    'src/adapters/sql-server/responses',
    'src/adapters/system',
    'src/adapters/table-storage',
    'src/api',
    'src/api/calendar',
    'src/api/findings',
    'src/api/metrics',
    'src/api/openapi',
    'src/api/schedule-words',
    'src/api/schemas',
    'src/api/views',
    'src/api/why',
    'src/core',
    'src/core/coverage',
    'src/core/job',
    'src/core/notices',
    'src/core/notices/words',
    'src/core/preflight',
    'src/core/run',
    'src/core/schedule',
    'src/core/schedule/cron',
    'src/core/schedule/document',
    'src/core/schedule/timeline',
    'src/core/schedule/warnings',
    'src/core/settings',
    'src/core/time',
    'src/core/why',
    'src/dashboard',
    'src/functions',
    'src/operations',
    'src/operations/attempt',
    'src/operations/commands',
    'src/operations/coverage',
    'src/operations/maintenance',
    'src/operations/notices',
    'src/operations/queries',
    'src/ports',
  ]);
});

/** Files that share their name, and why that misleads nobody. The path stands for the whole folder. */
const namesakes: Readonly<Record<string, string>> = {
  'src/dashboard/words/english/': 'the words of one part of the page, named after it',
  'src/dashboard/words/indonesian/': 'the same words in the other language',
  'src/dashboard/app.tsx': 'the root component is called App everywhere, as the entry of a Functions app is',
};

describe('files', () => {
  test('of src have names of their own', () => {
    const named = src.filter(({ path }) => !Object.keys(namesakes).some((folder) => path.startsWith(folder)));
    const byName = Map.groupBy(named, ({ path }) => basename(path).replace(/\.tsx?$/, ''));
    const shared = [...byName.values()].filter((files) => files.length > 1);
    expect(shared.map((files) => files.map(({ path }) => path))).toEqual([]);
  });

  test('of src are seldom of 20 lines or less: such a piece mostly belongs to the file that uses it', () => {
    const short = src.filter(({ text }) => text.trimEnd().split('\n').length <= 20);
    // The list beyond the limit names what to look at.
    expect(short.map(({ path }) => path).slice(40)).toEqual([]);
  });

  test('in src and local have 150 lines at most', () => {
    const lengths = [...src, ...local].map(({ path, text }) => ({
      path,
      lines: text.trimEnd().split('\n').length,
    }));
    expect(lengths.filter(({ lines }) => lines > 150)).toEqual([]);
  });

  test('are named in kebab-case', () => {
    const odd = [...src, ...local, ...tests].filter(
      ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.tsx?$/.test(basename(path)),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('begin with a comment that says what they are', () => {
    const silent = [...src, ...local].filter(({ text }) => !text.startsWith('/**'));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});
