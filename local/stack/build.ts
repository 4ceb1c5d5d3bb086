/** Builds `dist/`, which every start and test runs, with the licences of what is bundled, and lays out the package that is deployed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundledPackagesFile } from '../build/bundled-packages.ts';
import { noticesFile, readPackage, thirdPartyNotices } from '../build/third-party-notices.ts';
import { root } from './folders.ts';
import { filesOf, publish } from './publish.ts';
import { toolFile } from './tools.ts';

const dist = join(root, 'dist');

/** Contains the digest of what `dist` was built from. */
const stamp = join(dist, 'built-from.sha256');

/** For a start: a build takes as long as all the rest of it. */
export function buildIfChanged(print: (line: string) => void): void {
  if (readIfThere(stamp) === digestOfSources()) return;
  print('Building ...');
  build();
}

/** Beside `dist` until it is complete: what runs on the build before does not miss a file, nor get half of this one. */
export function build(): void {
  const made = join(root, `dist-${process.pid}`);
  // Before rolldown reads them: whoever edits a file meanwhile gets another build with the next start.
  const sources = digestOfSources();
  const result = spawnSync(
    process.execPath,
    [toolFile('rolldown'), '--config', 'rolldown.config.ts', '--log-level', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, BUILD_FOLDER: made },
    },
  );
  try {
    if (result.status !== 0)
      throw new Error(`the build failed: rolldown exited with ${result.status ?? result.signal}`);
    writeFileSync(
      join(made, noticesFile),
      thirdPartyNotices(bundledIn(made).map((each) => readPackage(each))),
    );
  } catch (error) {
    rmSync(made, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  // A crash in the middle leaves files of two builds: no stamp may stand for them.
  rmSync(stamp, { force: true, maxRetries: 5 });
  publish(made, dist, 'main.cjs');
  writeFileSync(stamp, sources);
}

/** Everything that has a say in the build; the packages by their lock file. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  const patterns = [
    'src/**',
    'local/{build,stack}/**',
    '{package,package-lock,tsconfig}.json',
    'rolldown.config.ts',
  ];
  const files = patterns.flatMap((each) => globSync(each, { cwd: root, withFileTypes: true }));
  for (const path of files
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .toSorted())
    hash.update(`${path.slice(root.length)}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The folders of the packages in the app and in the page. */
const bundledIn = (made: string): readonly string[] =>
  [made, join(made, 'dashboard')].flatMap((folder) => {
    const folders: readonly string[] = JSON.parse(readFileSync(join(folder, bundledPackagesFile), 'utf8'));
    return folders.map((each) => join(root, each));
  });

/** Needs a build; replaces the folder. */
export function layOutPackage(target: string): void {
  rmSync(target, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(target, { recursive: true });
  for (const file of filesOf(dist).filter((name) => !isForUs.test(name)))
    cpSync(join(dist, file), join(target, file === noticesFile ? file : join('dist', file)));
  cpSync(join(root, 'host.json'), join(target, 'host.json'));
  writeFileSync(join(target, 'package.json'), packageJson());
}

/** Source maps, and what the build tells itself. */
const isForUs = /\.(map|sha256)$|(^|[\\/])bundled-packages\.json$/;

/** Without scripts and dependencies, so that Azure has nothing to build or install; with the version, which the app reads. */
function packageJson(): string {
  const whole: Readonly<Record<string, unknown>> = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const kept = ['name', 'version', 'private', 'type', 'main', 'engines'];
  const manifest = Object.fromEntries(kept.map((name) => [name, whole[name]]));
  return `${JSON.stringify({ ...manifest, build: describeSources() ?? whole['version'] }, null, 2)}\n`;
}

/** Such as v1.2.0 on that tag, v1.2.0-3-g2fa1dd9b12ab three commits later, with -dirty if a file has changed since. */
function describeSources(): string | undefined {
  const args = ['describe', '--tags', '--match', 'v*', '--always', '--dirty', '--abbrev=12'];
  // Sources that were unpacked inside somebody else's repository are not that repository's.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(root) };
  const { status, stdout } = spawnSync('git', args, { cwd: root, env, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
