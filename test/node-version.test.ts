/** One version of Node: on machines, in workflows, in Azure and in the documentation (docs/operation.md, Upgrade Node). */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './support/project-files.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const pinned = /"node": "(\d+)\.\d+\.\d+"/.exec(read('package.json'))?.[1];

/** Ways to write it; group 1 is the major version. */
const spellings: readonly RegExp[] = [
  /\bnode-version: *['"]?(\d+)/g,
  /\bNODE\\?\|(\d+)/g,
  /\bname: 'node', version: '(\d+)'/g,
  /"@types\/node": "\D?(\d+)/g,
  /"node": "(?:>=)?(\d+)/g,
  /\bnode:(\d+)\b/g,
  /\bNode(?:\.js)? (\d{2})\b/g,
];
const versionsIn = (text: string): readonly string[] =>
  spellings.flatMap((spelling) => [...text.matchAll(spelling)].map(([, version = '']) => version));

/** Other versions are meant there: what was decided or measured once, or names as examples in a test. */
const otherwise =
  /^docs\/(decisions|facts)\/|^CHANGELOG\.md$|^test\/(node-version|infra\/workflows)\.test\.ts$/;
/** The oldest one that can install the project's own. */
const installing = '20';
const mayInstall =
  /^(README|CONTRIBUTING|docs\/(getting-started|operation|platforms))\.md$|^local\/(bootstrap|installed)\.mjs$/;

const files = execFileSync(
  'git',
  ['ls-files', '-z', '*.md', '*.yml', '*.yaml', '*.json', '*.bicep', '*.ts', '*.mjs'],
  {
    cwd: projectRoot,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((path) => path !== '' && !/(^|\/)package-lock\.json$/.test(path) && !otherwise.test(path));
const named = files
  .map((path) => ({ path, versions: versionsIn(read(path)) }))
  .filter(({ versions }) => versions.length > 0);

test('every place that names a version of Node names the one of package.json', () => {
  expect(pinned).toMatch(/^\d+$/);
  const wrong = named.flatMap(({ path, versions }) =>
    versions
      .filter((version) => version !== pinned && !(version === installing && mayInstall.test(path)))
      .map((version) => `${path}: Node ${version}, but package.json has ${pinned}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['package.json', 3],
  ['infra/modules/function-app.bicep', 2],
  ['.github/workflows/deploy.yml', 1],
  ['docs/operation.md', 1],
])('%s is among these places', (path, least) => {
  const versions = named.find((each) => each.path === path)?.versions ?? [];
  expect(versions.filter((version) => version === pinned).length).toBeGreaterThanOrEqual(least);
});

test('the types, the lock file and the templates as compiled agree', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string }>>;
  };
  const installed = ['node_modules/node', 'node_modules/@types/node'].map(
    (name) => lock.packages[name]?.version?.split('.')[0],
  );
  expect(installed).toEqual([pinned, pinned]);
  const snapshots = execFileSync('git', ['ls-files', 'infra/variants/*.snapshot.json'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '');
  expect(snapshots.length).toBeGreaterThan(5);
  for (const path of snapshots) {
    const [, flex, dedicated] =
      /"name": "node",\s+"version": "(\d+)"|"linuxFxVersion": "NODE\|(\d+)"/.exec(read(path)) ?? [];
    expect([path, flex ?? dedicated]).toEqual([path, pinned]);
  }
});
