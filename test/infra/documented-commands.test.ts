/** The commands for Azure in docs/ name only variables, scripts and alerts that exist. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../local/deploy/arguments.ts';
import { root } from '../../local/stack/folders.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const namesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].toSorted();

const deployment = read('docs/deployment.md');
const operation = read('docs/operation.md');
const azureSql = read('docs/azure-sql.md');
const commands = [...`${deployment}\n${operation}\n${azureSql}`.matchAll(/```sh\n(.*?)```|`([^`\n]+)`/gs)]
  .map(([, block = '', inline = '']) => block + inline)
  .join('\n');

const outputs = namesIn(read('infra/main.bicep'), /^output (\w+)/gm);
const parameters = namesIn(read('infra/main.bicepparam'), /readEnvironmentVariable\('(\w+)'/g);

describe('the documented commands for Azure', () => {
  it('use only variables that the templates output or the deployment reads', () => {
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

  it('pass key and token in the variables from which the deployment reads them', () => {
    const parsed = parseArguments(['--url', 'https://h'], { SCHEDULER_KEY: 'k', SCHEDULER_TOKEN: 't' });
    expect(parsed).toMatchObject({
      options: { credentials: { 'x-functions-key': 'k', authorization: 'Bearer t' } },
    });
  });
});

describe('the alerts', () => {
  const alerts = namesIn(read('infra/modules/monitoring-alerts.bicep'), /^ {4}key: '([\w-]+)'/gm);

  it('are all documented with their meaning and what to do, and no others are', () => {
    const rows = [...operation.matchAll(/^\| `([\w-]+)` +\| `alerts\/([\w-]+)\.kql` +\|(.+)\|(.+)\|$/gm)];
    expect(rows.map(([, name]) => name).toSorted()).toEqual(alerts);
    for (const [, name, file, meaning = '', remedy = ''] of rows) {
      expect(file).toBe(name);
      expect(Math.min(meaning.trim().length, remedy.trim().length)).toBeGreaterThan(10);
    }
  });
});
