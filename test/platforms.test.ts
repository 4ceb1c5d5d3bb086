/** What Windows and macOS need, as far as it can be seen without them; docs/platforms.md lists the rest. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../local/deploy/command-line.ts';
import { root } from '../local/stack/folders.ts';
import { type Tool, toolFile } from '../local/stack/tools.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const scripts = globSync('infra/scripts/*.sh', { cwd: root });

test('git keeps line feeds, and no file has anything else', () => {
  expect(read('.gitattributes')).toMatch(/^\* text=auto eol=lf$/m);
  const files = execFileSync('git', ['ls-files', '--eol'], { cwd: root, encoding: 'utf8' }).split('\n');
  expect(files.filter((line) => /i\/(crlf|mixed)/.test(line))).toEqual([]);
});

test('npm scripts call Node and tools by name, joined by && at most', () => {
  const { scripts: all } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const commands = Object.values(all).flatMap((script) => script.split(' && '));
  expect(commands.filter((command) => !/^(node|tsc|oxlint|prettier)( [\w./-]+)*$/.test(command))).toEqual([]);
});

test('nothing in local runs a shell, a command of node_modules/.bin or a path of POSIX', () => {
  const sources = globSync('local/**/*.{ts,mjs}', { cwd: root }).map((file) => [file, read(file)] as const);
  const withShell = sources.filter(([, text]) =>
    /shell: (?!true)|['"`]\/(tmp|bin|dev|usr)\/|['"`](sh|bash)['"`]/.test(text),
  );
  expect(withShell.map(([file]) => file)).toEqual([]);
  const whole = sources
    .filter(([, text]) => text.includes('shell: true'))
    .map(([file]) => file.replaceAll('\\', '/'));
  expect(whole.toSorted()).toEqual(['local/bootstrap.mjs', 'local/deploy.ts']);
  expect(sources.filter(([, text]) => /\(bin\(|\.bin\/\w/.test(text)).map(([file]) => file)).toEqual([]);
});

test.each<Tool>(['tsc', 'oxlint', 'vitest', 'rolldown'])('the file of %s is there', (tool) => {
  expect(existsSync(toolFile(tool))).toBe(true);
});

/** The groups and commands of `az`. */
const called = (text: string) =>
  new Set(
    [...text.replaceAll(/^\s*#.*$/gm, '').matchAll(/\baz ((?:[a-z][a-z-]+ ?){1,4})/g)].map(([, words = '']) =>
      words.trim(),
    ),
  );

test.each(scripts)('%s has a twin for PowerShell that calls the same commands', (file) => {
  const twin = file.replace(/\.sh$/, '.ps1');
  const ours = called(read(twin));
  // By object ids there: it lists what the other one shows.
  const sameAs = new Map([['ad sp show', 'ad sp list']]);
  const missing = [...called(read(file))].filter(
    (each) => !ours.has(each) && !ours.has(sameAs.get(each) ?? ''),
  );
  expect(missing).toEqual([]);
});

test('every hook of azd names a command for both kinds of systems', () => {
  const hooks = read('azure.yaml');
  expect(hooks.match(/^ +posix: /gm)).toHaveLength(hooks.match(/^ +windows: /gm)?.length ?? 0);
});

test.each([
  [
    ['az', 'functionapp', 'deployment', '--src', '.local/package.zip'],
    'az functionapp deployment --src .local/package.zip',
  ],
  [
    ['az', '--name', 'a b', '--src', String.raw`C:\My Files\x.zip`],
    String.raw`az --name "a b" --src "C:\My Files\x.zip"`,
  ],
  [['az', 'a&b', 'say "x"', ''], 'az "a&b" "say ""x""" ""'],
])('for the shell of Windows, %j becomes %s', (words, line) => {
  expect(commandLine(words)).toBe(line);
});
