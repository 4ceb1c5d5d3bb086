/** What `npm ci` installs: exactly what the lock file names, from the public registry, checked by its hash. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from './support/project-files.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(read('package-lock.json'));
const manifest: Manifest = JSON.parse(read('package.json'));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const ofStryker: typeof lock = JSON.parse(read('local/stryker/package-lock.json'));

/** Why an entry could install something else than what was reviewed; npm itself leaves the address out here. */
function faultOf({ version = '', integrity = '', resolved, link }: Locked): string | undefined {
  if (link === true) return 'is a link to a folder';
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version))
    return `has the version ${JSON.stringify(version)}`;
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) return `has the hash ${JSON.stringify(integrity)}`;
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
    return `comes from ${resolved}`;
  return undefined;
}

describe('the lock file', () => {
  test('has a version and a SHA-512 for every package, and no address but the public registry', () => {
    expect(packages.length).toBeGreaterThan(300);
    const faults = packages
      .map(([path, each]) => [path, faultOf(each)])
      .filter(([, fault]) => fault !== undefined);
    expect(faults).toEqual([]);
  });

  test('of Stryker, which is installed apart, has as much, and no script to run', () => {
    const apart = Object.entries(ofStryker.packages).filter(([path]) => path !== '');
    expect(apart.length).toBeGreaterThan(100);
    expect(apart.filter(([, each]) => faultOf(each) !== undefined || each.hasInstallScript)).toEqual([]);
  });

  test.each<[string, Locked]>([
    ['no hash', {}],
    ['a weak hash', { integrity: `sha1-${'a'.repeat(27)}=` }],
    ['a weak hash beside a strong one', { integrity: `sha1-${'a'.repeat(27)}= sha512-${'a'.repeat(86)}==` }],
    ['another registry', { integrity: `sha512-${'a'.repeat(86)}==`, resolved: 'https://example.com/a.tgz' }],
    [
      'a registry without encryption',
      { integrity: `sha512-${'a'.repeat(86)}==`, resolved: 'http://registry.npmjs.org/a.tgz' },
    ],
    [
      'a repository',
      { integrity: `sha512-${'a'.repeat(86)}==`, resolved: 'git+ssh://git@github.com/a/b.git#1234' },
    ],
    ['a folder', { integrity: `sha512-${'a'.repeat(86)}==`, resolved: 'file:../a' }],
    ['a link', { link: true }],
  ])('would not pass with %s', (_, each) => {
    expect(faultOf({ version: '1.0.0', ...each })).toBeDefined();
  });
});

describe('package.json', () => {
  test('names one version of each package, no range', () => {
    const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
    const all = Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
      ...overrides,
    });
    const ranges = all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    // Types only, of the Node that is pinned.
    expect(ranges).toEqual([['@types/node', '24']]);
  });

  test('decides for every package with an install script whether it may run', () => {
    const withScript = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(withScript.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([]);
    const known = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, '')));
    expect(Object.keys(manifest.allowScripts).filter((name) => !known.has(name))).toEqual([]);
  });

  test('and npm take packages from the public registry', () => {
    expect(read('.npmrc')).not.toMatch(/registry *=|_auth|ignore-scripts *= *false|strict-ssl/);
  });
});
