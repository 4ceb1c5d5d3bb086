import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../local/stack/folders.ts';
import { layOutPackage } from '../../local/stack/build.ts';
import { filesOf } from '../../local/stack/publish.ts';
import { only, variants } from './support/variants.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const matches = (text: string, pattern: RegExp): ReadonlySet<string> =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''));
const none = new Set<string>();

const azure = read('azure.yaml');
const template = read('infra/main.bicep');
const parameters = read('infra/main.bicepparam');
const taken = matches(parameters, /readEnvironmentVariable\('(\w+)'/g);
const outputs = matches(template, /^output (\w+) /gm);

describe('azure.yaml', () => {
  test.each(variants)('deploys to the app of $name by its tag', (variant) => {
    const [service] = matches(azure, /^services:\n {2}(\w+):/gm);
    expect(only(variant, 'Microsoft.Web/sites').tags).toMatchObject({ 'azd-service-name': service });
  });

  test('leaves nothing to build in Azure, without the setting that azd refuses on a dedicated plan', () => {
    // resolveFunctionAppRemoteBuild and zipDeploy in azd's service_target_functionapp.go: with `remoteBuild` in either
    // value, only Flex Consumption is deployed to; without it, a .funcignore in the service's folder decides.
    expect(settingsIn(azure)).not.toContain('remoteBuild');
    expect(azure).toMatch(/^ {4}project: \.$/m);
    expect(settingsIn(read('.funcignore')).trim()).toBe('');
    expect(settingsIn('node_modules # as in .gitignore')).toContain('node_modules');
  });

  test('refuses an azd whose `azd down` deletes the resource group of an existing SQL server', () => {
    const [version = ''] = matches(azure, /^requiredVersions:\n(?: +#.*\n)* {2}azd: '>= ([\d.]+)'$/gm);
    // The first one with Azure/azure-dev#7698.
    expect(version.localeCompare('1.24.1', 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
    expect(read('docs/deployment.md')).toContain(`azd ${version} or newer`);
  });

  test('runs scripts that exist', () => {
    const scripts: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'));
    const npm = matches(azure, /npm run ([\w:-]+)/g);
    const files = matches(azure, /\b((?:local|infra)\/[\w./-]+\.(?:mjs|ts|sh))/g);
    expect(npm.size).toBeGreaterThan(0);
    expect(files.size).toBeGreaterThan(0);
    expect(npm.difference(new Set(Object.keys(scripts.scripts)))).toEqual(none);
    expect([...files].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

/** Without comments. */
function settingsIn(text: string): string {
  return text.replaceAll(/^\s*#.*$/gm, '');
}

describe('the deployed package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  beforeAll(() => layOutPackage(folder));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('has the bundle, its licences and host.json, and nothing to build, install or debug', () => {
    expect(readdirSync(folder).toSorted()).toEqual([
      'THIRD-PARTY-NOTICES.txt',
      'dist',
      'host.json',
      'package.json',
    ]);
    const manifest: Readonly<Record<string, unknown>> = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    expect(existsSync(join(folder, String(manifest['main'])))).toBe(true);
    expect(Object.keys(manifest).filter((name) => /dependencies|scripts/i.test(name))).toEqual([]);
    const others = globSync('dist/**/*.*', { cwd: folder }).filter((name) => !name.endsWith('.cjs'));
    expect(others).toEqual([join('dist', 'dashboard', 'page.json.br')]);
  });

  test('names the licence of each package that is bundled, and of no other', () => {
    // The source maps say by themselves what came into the bundle; the page has none.
    const built = filesOf(join(root, 'dist')).filter((name) => /^[^/\\]+\.map$/.test(name));
    const maps = built.map((name) => read(join('dist', name)));
    const sources = maps.flatMap((map): readonly string[] => JSON.parse(map).sources);
    const ofApp = matches(sources.join('\n'), /^.*\bnode_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm);
    const page = globSync('src/dashboard/**/*.{ts,tsx}', { cwd: root }).map(read).join('\n');
    const ofPage = matches(page, /from '((?:@[^/']+\/)?[^./'][^/']*)/g);
    const notices = readFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const named = matches(notices, /^={80}\n(\S+) \d\S* \(.+\)$/gm);
    expect(named).toEqual(ofApp.union(ofPage));
    expect(named.size).toBeGreaterThan(55);
    expect(notices.split(/^={80}$/m).filter((section) => section.length < 300)).toHaveLength(1);
  });
});

describe('the environment of azd', () => {
  test('sets every parameter of the template', () => {
    expect(matches(parameters, /^param (\w+) =/gm)).toEqual(matches(template, /^param (\w+) /gm));
  });

  test('names the installation, and the template refuses a name that gives invalid names of resources', () => {
    // What the rule refuses, and with which words, `npm run check:infra` evaluates: local/infra/refused-names.ts.
    expect(parameters).toContain("param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')");
    expect(template).toContain('var nameFault = faultOfName(environmentName)\n');
    expect(template).toMatch(/^var fault = empty\(nameFault\) \? .+ : nameFault$/m);
    expect(template).toContain('${empty(fault) ? environmentName : fail(fault)}');
  });

  test('keeps every variable that somebody has set, because no output has its name', () => {
    // azd writes outputs into the environment that the parameters are read from, and `azd down` removes them from it:
    // InvalidatedEnvKeys in azd's bicep_provider.go and provisioning/manager.go.
    expect(outputs.size).toBeGreaterThan(0);
    expect(outputs.intersection(taken)).toEqual(none);
  });

  test('has every name that the documentation and the scripts use', () => {
    const documents = `${read('docs/deployment.md')}\n${read('infra/README.md')}`;
    const set = matches(documents, /azd env set (\w+)/g);
    expect(set.difference(taken)).toEqual(none);
    const got = matches(documents, /azd env get-value (\w+)/g);
    const scripts = readdirSync(join(root, 'infra/scripts')).map((name) => read(`infra/scripts/${name}`));
    const needed = matches(scripts.join('\n'), /(?:from: |valueOf\()'([A-Z_]+)'/g);
    const ofAzdItself = new Set(['AZURE_SUBSCRIPTION_ID']);
    expect(got.union(needed).difference(outputs.union(taken)).difference(ofAzdItself)).toEqual(none);
  });
});
