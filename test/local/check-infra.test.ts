import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Rule } from '../../local/infra/evaluate-rule.ts';
import { loginRule } from '../../local/infra/refused-logins.ts';
import { nameRule, words } from '../../local/infra/refused-names.ts';
import { valueRule } from '../../local/infra/refused-values.ts';
import { vaultRule } from '../../local/infra/refused-vaults.ts';
import { root } from '../../local/stack/folders.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-infra-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a rule comes to, as `bicep build-params` writes it. */
function builtFor({ accepted, refused }: Rule): string {
  return built([...accepted.map(() => ''), ...refused.map(([, said]) => said)]);
}

/** The rule for names, with another mind about what to refuse. */
function namesWhere(refuse: (name: string) => boolean): string {
  const names = [...nameRule.accepted, ...nameRule.refused.map(([name]) => name)];
  return built(names.map((name) => (refuse(name) ? `"${name}": ${words}` : '')));
}

const refused = new Set(nameRule.refused.map(([name]) => name));

function built(values: readonly string[]): string {
  return JSON.stringify({ parameters: Object.fromEntries(values.map((value, i) => [`p${i}`, { value }])) });
}

/** A `bicep` on the path that prints a version, refuses values, and runs a line of shell for every other command. */
function fakeBicep(version: string, answer: string, names = builtFor(nameRule)): void {
  const rules = new Map([
    [nameRule.name, names],
    [loginRule.name, builtFor(loginRule)],
    [valueRule.name, builtFor(valueRule)],
    [vaultRule.name, builtFor(vaultRule)],
  ]);
  for (const [name, said] of rules) writeFileSync(join(folder, name), `${said}\n`);
  const lines = [
    '#!/bin/sh',
    `[ "$1" = --version ] && echo "Bicep CLI version ${version} (0)" && exit 0`,
    `case "$2" in`,
    ...Array.from(
      rules.keys(),
      (name) => `*/${name}.bicepparam) read -r line < "$HOME/${name}"; echo "$line" > "$4"; exit 0 ;;`,
    ),
    `*/refused.bicepparam) echo '${words}'; exit 1 ;;`,
    `esac`,
    answer,
  ];
  writeFileSync(join(folder, 'bicep'), `${lines.join('\n')}\n`, { mode: 0o755 });
}

/** As on a machine with no other programs than those in the folder. */
function checkInfra() {
  const env = { PATH: folder, HOME: folder, AZURE_CONFIG_DIR: folder, XDG_CACHE_HOME: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['local/check-infra.ts'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

test('says plainly that nothing was checked when there is no Bicep CLI, and does not fail', () => {
  const { status, output } = checkInfra();
  expect(output).toContain('NOT checked: no Bicep CLI');
  for (const place of ['the path: ', 'az bicep: ', 'NuGet: ']) expect(output).toContain(place);
  expect(status).toBe(0);
});

test('does not use a Bicep CLI that is older than the snapshots', () => {
  fakeBicep('0.9.1', 'exit 1');
  const { status, output } = checkInfra();
  expect(output).toContain('bicep 0.9.1 is older than');
  expect(status).toBe(0);
});

test('passes when every command of the Bicep CLI passes', () => {
  fakeBicep('0.100.0', 'exit 0');
  const { status, output } = checkInfra();
  expect(output).toContain('Bicep 0.100.0 from the path');
  expect(output).not.toContain('✗');
  expect(status).toBe(0);
});

test('runs every command of the Bicep CLI and fails when one of them fails', () => {
  fakeBicep('0.100.0', '[ "$1" != lint ]');
  const { status, output } = checkInfra();
  expect(output).toContain('✗ lint');
  expect(output).toContain('✓ snapshot of flex-new.bicepparam');
  expect(status).toBe(1);
});

test.each([
  [
    'accepts a name that gives invalid names',
    namesWhere((name) => refused.has(name) && name !== 'Prod'),
    'Prod: ',
  ],
  ['refuses a name that gives valid ones', namesWhere((name) => name !== 'prod-2'), 'prod: "prod": expected'],
])('fails when the template %s', (_, names, said) => {
  fakeBicep('0.100.0', 'exit 0', names);
  const { status, output } = checkInfra();
  expect(output).toContain(`✗ names of installations\n${said}`);
  expect(status).toBe(1);
});

test('fails on a warning, although the Bicep CLI itself succeeds', () => {
  fakeBicep('0.100.0', '[ "$1" = build ] && echo "main.bicep(1,1) : Warning BCP037: what is this" || exit 0');
  const { status, output } = checkInfra();
  expect(output).toContain('✗ build\nmain.bicep(1,1) : Warning BCP037: what is this');
  expect(status).toBe(1);
});

test('fails when the Bicep CLI would format a file differently', () => {
  fakeBicep('0.100.0', '[ "$1" = format ] && echo "" >> main.bicep || exit 0');
  const { status, output } = checkInfra();
  expect(output).toContain('✗ format\nnot formatted: main.bicep');
  expect(status).toBe(1);
});
