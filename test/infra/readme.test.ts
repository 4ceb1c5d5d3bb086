/** The commands that the README gives for Azure name only what there is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../local/deploy/arguments.ts';
import { root } from '../../local/stack/folders.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const namesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].toSorted();

const readme = read('README.md');
const chapter = (title: string): string =>
  readme.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? '';
const commands = [
  ...`${chapter('Deployment')}\n${chapter('Operation')}`.matchAll(/```sh\n(.*?)```|`([^`\n]+)`/gs),
]
  .map(([, block = '', inline = '']) => block + inline)
  .join('\n');

const outputs = namesIn(read('infra/main.bicep'), /^output (\w+)/gm);
const parameters = namesIn(read('infra/main.bicepparam'), /readEnvironmentVariable\('(\w+)'/g);

describe('the commands of the README', () => {
  it('use only variables that the templates give or the deployment reads', () => {
    const used = namesIn(commands, /\$\{?([A-Z][A-Z0-9_]+)/g);
    const readByDeploy = ['SCHEDULER_KEY', 'SCHEDULER_TOKEN'];
    expect(used.length).toBeGreaterThan(4);
    expect(used.filter((name) => ![...outputs, ...parameters, ...readByDeploy].includes(name))).toEqual([]);
  });

  it('set only variables that the parameters of the templates read', () => {
    const set = namesIn(commands, /azd env set ([A-Z_]+)/g);
    expect(set).toContain('SQL_SERVER');
    expect(set.filter((name) => !parameters.includes(name))).toEqual([]);
  });

  it('run only scripts and read only files that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...namesIn(readme, /npm run ([\w:-]+)/g)]));
    const paths = namesIn(readme, /(?<![\w./-])((?:infra|local|test|src|\.github)\/[\w./-]*\w)/g);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('pass the key and the token in the variables that the deployment takes them from', () => {
    const parsed = parseArguments(['--url', 'https://h'], { SCHEDULER_KEY: 'k', SCHEDULER_TOKEN: 't' });
    expect(parsed).toMatchObject({
      options: { credentials: { 'x-functions-key': 'k', authorization: 'Bearer t' } },
    });
  });
});

describe('the alerts', () => {
  const alerts = namesIn(read('infra/modules/monitoring-alerts.bicep'), /^ {4}key: '([\w-]+)'/gm);

  it('are those of the table in the README, which says of each what it means and what to do', () => {
    const rows = [
      ...chapter('Operation').matchAll(/^\| `([\w-]+)` +\| `alerts\/([\w-]+)\.kql` +\|(.+)\|(.+)\|$/gm),
    ];
    expect(rows.map(([, name]) => name).toSorted()).toEqual(alerts);
    for (const [, name, file, meaning = '', remedy = ''] of rows) {
      expect(file).toBe(name);
      expect(Math.min(meaning.trim().length, remedy.trim().length)).toBeGreaterThan(10);
    }
  });
});
