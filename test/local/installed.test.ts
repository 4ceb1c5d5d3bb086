/** Which node_modules need no installation: whatever way they came about, what npm wrote in them decides. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isInstalled, thisMachine } from '../../local/installed.mjs';
import { root } from '../../local/stack/folders.ts';

const linux = { platform: 'linux', arch: 'x64', libc: 'glibc' };
const mac = { platform: 'darwin', arch: 'arm64', libc: 'musl' };
const alpine = { ...linux, libc: 'musl' };
const zod = { version: '4.6.7', integrity: 'sha512-z' };
const binding = (os: string, cpu: string, libc?: string) => ({
  version: '1.0.0',
  integrity: `sha512-${os}`,
  optional: true,
  os: [os],
  cpu: [cpu],
  ...(libc === undefined ? {} : { libc: [libc] }),
});
const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': zod,
    'node_modules/binding-linux': binding('linux', 'x64', 'glibc'),
    'node_modules/binding-musl': binding('linux', 'x64', 'musl'),
    'node_modules/binding-darwin': binding('darwin', 'arm64'),
    'node_modules/binding-arm': binding('linux', 'arm64', 'glibc'),
    // Its download may be forbidden: nothing here needs it.
    'node_modules/core-tools': {
      version: '4.0.0',
      integrity: 'sha512-c',
      optional: true,
      os: ['linux', 'darwin'],
    },
  },
};
const { packages } = wanted;
const onLinux = {
  'node_modules/zod': zod,
  'node_modules/binding-linux': packages['node_modules/binding-linux'],
};

it.each([
  ['everything for this machine', onLinux, linux, true],
  ['more than that', { ...onLinux, 'node_modules/mine': zod }, linux, true],
  ['an optional package that could not be installed before', { ...packages }, linux, true],
  ['nothing', {}, linux, false],
  [
    'a package too few',
    { 'node_modules/binding-linux': packages['node_modules/binding-linux'] },
    linux,
    false,
  ],
  ['another version', { ...onLinux, 'node_modules/zod': { ...zod, version: '4.6.6' } }, linux, false],
  [
    'other content of the same version',
    { ...onLinux, 'node_modules/zod': { ...zod, integrity: 'x' } },
    linux,
    false,
  ],
  ['what another system needs', onLinux, mac, false],
  ['what another C library needs', onLinux, alpine, false],
  ['what another processor needs', onLinux, { ...linux, arch: 'arm64' }, false],
])('node_modules with %s', (_, installed, machine, expected) => {
  expect(isInstalled(wanted, { packages: installed }, machine)).toBe(expected);
});

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));

it('recognises the installation that runs this test', () => {
  const installed = isInstalled(
    read('package-lock.json'),
    read('node_modules/.package-lock.json'),
    thisMachine(),
  );
  expect(installed).toBe(true);
});
