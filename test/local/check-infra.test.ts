import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../local/stack/folders.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-infra-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A `bicep` on the path that prints a version, and runs a line of shell for every other command. */
function fakeBicep(version: string, answer: string): void {
  const lines = [
    '#!/bin/sh',
    `[ "$1" = --version ] && echo "Bicep CLI version ${version} (0)" && exit 0`,
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
