/** The documentation against the repository: its links, anchors, commands, paths, routes and settings all exist. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorNumbers } from '../src/adapters/sql-server/errors/error-numbers.ts';
import { errorCodes } from '../src/api/error-codes.ts';
import { routes } from '../src/api/routes.ts';
import { layers } from './support/import-rules.ts';
import { projectRoot } from './support/project-files.ts';

interface TextFile {
  readonly path: string;
  readonly text: string;
}

const isText = /\.(ts|tsx|mjs|json|md|ya?ml|bicep|bicepparam|kql|sql|sh|ps1|html|css|example)$|(^|\/)[^.]+$/;
const generated = /package-lock\.json$|\.snapshot\.json$/;
const texts: readonly TextFile[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: projectRoot, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => isText.test(path) && !generated.test(path) && existsSync(join(projectRoot, path)))
  .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));

const documents = texts.filter(({ path }) => path.endsWith('.md'));
const sources = texts.filter(({ path }) => !path.endsWith('.md'));

/** Whether the path leads to something, from the root or from the file that mentions it. */
const leadsSomewhere = (path: string, from: string): boolean =>
  [path, join(dirname(from), path)].some((each) => existsSync(join(projectRoot, each)));

/** Core Tools are optional: their binary cannot be downloaded everywhere. */
const isInstallable = (tool: string): boolean =>
  tool === 'func' || existsSync(join(projectRoot, 'node_modules/.bin', tool));

const found = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name)),
];

/** As GitHub makes them: lower case, no punctuation, hyphens for spaces. */
const anchorsOf = (text: string): readonly string[] =>
  found(text, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const codeIn = (text: string): string =>
  [...text.matchAll(/```sh\n(.*?)```|`([^`\n]+)`/gs)]
    .map(([, block = '', span = '']) => block + span)
    .join('\n');

test('the README has at most 8,000 bytes', () => {
  expect(Buffer.byteLength(readFileSync(join(projectRoot, 'README.md')))).toBeLessThanOrEqual(8_000);
});

test.each(['README.md', 'docs/api.md'])('%s has the six original calls, word for word', (path) => {
  const calls = [
    'curl http://localhost:7071/scheduler/status',
    "curl http://localhost:7071/scheduler/status | jq '.data.running'",
    'curl -X POST http://localhost:7071/scheduler/stop',
    'curl -X POST http://localhost:7071/scheduler/start',
    'curl -X POST http://localhost:7071/scheduler/force-execute',
    `curl -X POST http://localhost:7071/scheduler/set-interval -H "Content-Type: application/json" -d '{"hours": 6}'`,
  ];
  expect(readFileSync(join(projectRoot, path), 'utf8')).toContain(calls.join('\n'));
});

test('every document of the set is there', () => {
  const set =
    `README CONTRIBUTING CHANGELOG SECURITY docs/asvs docs/getting-started docs/settings docs/api docs/schedule-rules docs/security
    docs/deployment docs/azure-sql docs/operation docs/architecture docs/specification docs/glossary docs/facts/functions-host
    docs/facts/sql-server docs/facts/azure docs/facts/table-storage`.split(/\s+/);
  expect(documents.map(({ path }) => path)).toEqual(expect.arrayContaining(set.map((name) => `${name}.md`)));
  expect(documents.filter(({ path }) => path.startsWith('docs/decisions/')).length).toBeGreaterThan(10);
});

const operation = readFileSync(join(projectRoot, 'docs/operation.md'), 'utf8');
const logLines = found(operation, /^\| `(\p{Extended_Pictographic}[^`]+)`/gmu);

test('docs/operation.md explains log lines', () => {
  expect(logLines.length).toBeGreaterThan(5);
});

test.each(logLines)('the log line %s is one that the code writes', (line) => {
  // What varies: ids, numbers, the name of the job, outcomes, and messages that follow a colon.
  const fixed = line.split(/…|\d+|spJamkerja|(?:failed|timed out|lost)(?=: )|: /).map((part) => part.trim());
  const written = sources
    .filter(({ path }) => /^src\/(core|operations)\//.test(path))
    .map(({ text }) => text);
  expect(written.some((text) => fixed.every((part) => text.includes(part)))).toBe(true);
});

test('docs/facts/sql-server.md lists every error number that the code knows, in its class', () => {
  const facts = readFileSync(join(projectRoot, 'docs/facts/sql-server.md'), 'utf8');
  const phase = '(transient|access|contract|data|environment|governance|outcome_unknown)';
  const row = new RegExp(`^- \\*\\*${phase}(?: / ${phase} / ${phase})?[^*]*\\*\\*: ([^.]*)`, 'gm');
  const listed = [...facts.matchAll(row)].flatMap(
    ([, login, before = login, executing = login, numbers = '']) =>
      found(numbers.split(';')[0] ?? '', /(?<![\w-])(-?\d+)\b/g).map(
        (number) => `${number} ${login} ${before} ${executing}`,
      ),
  );
  const known = [...errorNumbers.values()].map(
    ({ number, login, before_execute, executing }) => `${number} ${login} ${before_execute} ${executing}`,
  );
  expect(listed.toSorted()).toEqual(known.toSorted());
});

describe('docs/api.md', () => {
  const text = readFileSync(join(projectRoot, 'docs/api.md'), 'utf8');

  test('describes every route', () => {
    const described = found(text, /^\| `((?:GET|POST|PUT) [^`]+)`/gm);
    const known = [...routes.map(({ method, path }) => `${method} /${path}`), 'GET /scheduler/dashboard'];
    expect(described.toSorted()).toEqual(known.toSorted());
  });

  test('lists every error code with its status', () => {
    const listed = [...text.matchAll(/^\| `(\w+)` +\| (\d+) /gm)].map(
      ([, code, status]) => `${code} ${status}`,
    );
    expect(listed).toEqual(Object.entries(errorCodes).map(([code, { status }]) => `${code} ${status}`));
  });
});

test('docs/architecture.md gives each layer the imports that the rules give it', () => {
  const text = readFileSync(join(projectRoot, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\|([^|]+)\|$/gm)].filter(([, name]) => name !== 'compose');
  const described = rows.map(
    ([, name = '', cell = '']) => [name, found(cell, /`(\w+)`/g).toSorted()] as const,
  );
  const rules = described.map(([name]) => {
    const layer = layers[name];
    return [name, [...(layer?.layers ?? []), ...(layer?.types ?? [])].toSorted()] as const;
  });
  expect(described.length).toBe(6);
  expect(described).toEqual(rules);
});

describe.each(documents)('$path', ({ path, text }) => {
  test('links only to files and headings that exist', () => {
    const targets = found(text, /(?:\]\(|(?:src|srcset|href)=")([^)"\s]+)/g);
    const broken = targets.filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(join(projectRoot, linked))) return true;
      return (
        anchor !== undefined && !anchorsOf(readFileSync(join(projectRoot, linked), 'utf8')).includes(anchor)
      );
    });
    expect(broken).toEqual([]);
  });

  test('runs only npm scripts and tools that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    const code = codeIn(text);
    const ofNpm = new Set(['audit', 'ci', 'install', 'version']);
    const run = [...found(code, /\bnpm run ([\w:-]+)/g), ...found(code, /\bnpm (?!run\b)([a-z]+)/g)];
    expect(run.filter((name) => scripts[name] === undefined && !ofNpm.has(name))).toEqual([]);
    const tools = found(code, /\bnpx ([\w-]+)/g);
    expect(tools.filter((tool) => !isInstallable(tool))).toEqual([]);
  });

  test('begins each line of its shell examples with a known tool', () => {
    const lines = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) =>
      block.replaceAll(/\\\n|\|\n/g, ' ').split('\n'),
    );
    const known = new Set(
      'docker npm npx node sh az azd func curl git gh eval export for done openssl printf rm set'.split(' '),
    );
    const first = lines.map((line) => /^ *(?:\w+="?\$\()?(\w+)/.exec(line)?.[1]);
    expect(first.filter((word) => word !== undefined && !known.has(word))).toEqual([]);
  });

  test('names only paths of the project that exist', () => {
    const paths = [
      ...text.matchAll(/(?<![\w./-])((?:src|test|local|infra|docs|\.github|\.ci)\/[\w./-]*\w)(.{0,8})/g),
    ];
    const missing = paths.filter(
      ([, named = '', next = '']) =>
        !existsSync(join(projectRoot, named)) && !/^[-*{<…]/.test(next) && !next.includes('(new)'),
    );
    expect(missing.map(([, named]) => named)).toEqual([]);
  });

  test('names only routes that exist', () => {
    const known = new Set([...routes.map((route) => route.path), 'scheduler/dashboard']);
    const named = found(text, /\/(scheduler\/[\w{}/.-]*[\w}])/g);
    expect(named.filter((route) => !known.has(route))).toEqual([]);
  });
});

// The facts describe other people's software, which has settings that this project does not touch.
const aboutThisProject = documents.filter(({ path }) => !path.startsWith('docs/facts/'));

test.each(aboutThisProject)('$path names only settings and variables that exist', ({ text }) => {
  const named = found(codeIn(text), /\b([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\b/g);
  expect(named.filter((name) => !sources.some((source) => source.text.includes(name)))).toEqual([]);
});

describe('no file', () => {
  test('cites a document that is not in the repository', () => {
    const cited = texts.flatMap(({ path, text }) =>
      found(text, /(?<![\w/@.-])((?:[\w.-]+\/)*[\w-]+\.md)\b/g)
        .filter((document) => !leadsSomewhere(document, path))
        .map((document) => `${path}: ${document}`),
    );
    expect(cited).toEqual([]);
  });

  test('refers to a folder outside the repository', () => {
    const outside =
      /\.\.\/shared\b|\/work\/(?:shared|tools|main)\b|\b(?:design|facts)\/[\w-]+(?=\.md|[`'")\s])/g;
    const referring = texts.flatMap(({ path, text }) =>
      [...text.matchAll(outside)]
        .map(([reference]) => reference)
        .filter((reference) => !existsSync(join(projectRoot, 'docs', `${reference}.md`)))
        .map((reference) => `${path}: ${reference}`),
    );
    expect(referring).toEqual([]);
  });
});
