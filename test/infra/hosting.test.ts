/** Who creates an installation chooses its hosting, knowing what each choice does to runs of 30 to 45 minutes. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../local/stack/folders.ts';
import { variants } from './support/variants.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const script = 'infra/scripts/choose-hosting.mjs';

/** What a text must say so that somebody can choose. */
const consequences = [
  /dedicated: .*(A deployment|deployments).* ends? the run in progress/,
  /flex: .*60 minutes.*30 to 60 minutes/,
  /loses its work and starts again/,
  /longer than 10 minutes/,
];

describe('the template', () => {
  const template = read('infra/main.bicep');
  const [, description = ''] =
    /@description\('(.*)'\)\n@allowed\(\['flex', 'dedicated'\]\)\nparam hosting string\n/.exec(template) ??
    [];

  it('has no default for the hosting, and describes what each choice does to a run', () => {
    expect(description).not.toBe('');
    for (const consequence of consequences) expect(description).toMatch(consequence);
  });

  it('refuses the environment of azd without HOSTING, in words', () => {
    expect(read('infra/main.bicepparam')).toMatch(
      /var (\w+) = readEnvironmentVariable\('HOSTING', ''\)\nparam hosting = empty\(\1\) \? fail\(loadTextContent\('hosting\.txt'\)\) : \1\n/,
    );
    for (const consequence of consequences) expect(read('infra/hosting.txt')).toMatch(consequence);
  });
});

const places = ({ text }: (typeof variants)[number]): ReadonlySet<string> =>
  new Set([...text.matchAll(/"location": "(\w+)"/g)].map(([, place = '']) => place));

describe('the region', () => {
  it('is Indonesia Central in a variant, on a dedicated plan, whatever the resource', () => {
    const inIndonesia = variants.filter((variant) => places(variant).has('indonesiacentral'));
    expect(inIndonesia.map(({ hosting }) => hosting)).toEqual(['dedicated']);
    expect(inIndonesia.map(places)).toEqual([new Set(['indonesiacentral', 'global'])]);
  });
});

describe('azure.yaml', () => {
  it.each(['preup', 'preprovision'])('lets %s ask at the terminal, on each system', (hook) => {
    const [, lines = ''] = new RegExp(`^  ${hook}:\\n((?: {4}.*\\n)+)`, 'm').exec(read('azure.yaml')) ?? [];
    expect(lines.match(new RegExp(`run: node ${script}, interactive: true`, 'g'))).toHaveLength(2);
    expect(lines).not.toContain('continueOnError');
  });
});

describe('choose-hosting.mjs', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hosting-'));
    // Stands in for azd: keeps what it was called with, and runs a hook as azd does.
    const azd = join(folder, 'azd');
    writeFileSync(azd, `#!/bin/sh\nif [ "$1" = up ]; then node ${script}; else echo "$@" > "$CALLED"; fi\n`);
    chmodSync(azd, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>, input = '') {
    const called = join(folder, 'called');
    rmSync(called, { force: true });
    const path = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      input,
      env: { PATH: path, CALLED: called, AZURE_ENV_NAME: 'prod', ...env },
    });
    const azd = existsSync(called) ? readFileSync(called, 'utf8').trim() : '';
    return { status, output: stdout + stderr, azd };
  }
  /** `script` gives the command a terminal. */
  const atTerminal = (command: string, answer: string) =>
    run('script', ['--quiet', '--return', '--command', command, '/dev/null'], {}, answer);

  it('is silent once the hosting is chosen', () => {
    expect(run(process.execPath, [script], { HOSTING: 'flex' })).toEqual({ status: 0, output: '', azd: '' });
  });

  it('fails where nobody can answer, saying what each choice means and how to make it', () => {
    const { status, output, azd } = run(process.execPath, [script], {});
    expect({ status, azd }).toEqual({ status: 1, azd: '' });
    for (const consequence of consequences) expect(output).toMatch(consequence);
    expect(output).toContain('azd env set HOSTING dedicated');
    expect(output).toContain('azd env set HOSTING flex');
  });

  it('changes nothing about an installation that exists, and says that it runs on flex', () => {
    const { status, output, azd } = run(process.execPath, [script], {
      FUNCTION_APP_NAME: 'func-jamkerja-prod',
    });
    expect({ status, azd }).toEqual({ status: 1, azd: '' });
    expect(output).toMatch(/func-jamkerja-prod exists.*runs on flex/);
    expect(output).not.toContain('HOSTING dedicated');
  });

  it.runIf(process.platform === 'linux')(
    'asks at a terminal until the answer is one of the two, and keeps it',
    () => {
      const { status, output, azd } = atTerminal(`${process.execPath} ${script}`, 'premium\nDedicated\n');
      expect({ status, azd }).toEqual({ status: 0, azd: 'env set HOSTING dedicated -e prod' });
      for (const consequence of consequences) expect(output).toMatch(consequence);
    },
  );

  it.runIf(process.platform === 'linux')('does not ask at a terminal if azd was told not to', () => {
    const { status, output, azd } = atTerminal(`${join(folder, 'azd')} up --no-prompt`, 'flex\n');
    expect({ status, azd }).toEqual({ status: 1, azd: '' });
    expect(output).toContain('HOSTING is not set');
  });
});
