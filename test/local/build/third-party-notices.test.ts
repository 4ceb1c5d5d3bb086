import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { packageFolder } from '../../../local/build/bundled-packages.ts';
import {
  type BundledPackage,
  readPackage,
  thirdPartyNotices,
} from '../../../local/build/third-party-notices.ts';

const sample: BundledPackage = {
  name: 'sample',
  version: '1.2.3',
  license: 'MIT',
  texts: ['Copyright (c) Somebody'],
};

describe('the notices', () => {
  test('have each package once, in order, with its licence and every text', () => {
    const other = {
      ...sample,
      name: '@a/other',
      license: 'Apache-2.0',
      texts: ['\uFEFFApache\r\nlicence\n', 'the NOTICE'],
    };
    const text = thirdPartyNotices([sample, other, sample, { ...sample, version: '2.0.0' }]);
    expect(text.match(/^.+ \d\.\d\.\d \(.+\)$/gm)).toEqual([
      '@a/other 1.2.3 (Apache-2.0)',
      'sample 1.2.3 (MIT)',
      'sample 2.0.0 (MIT)',
    ]);
    expect(text).toContain('Apache\nlicence\n\nthe NOTICE\n\n===');
    expect(text).not.toMatch(/\r|\uFEFF/);
  });

  test('are the same in whatever order the bundler names the packages', () => {
    const other = { ...sample, name: 'other' };
    expect(thirdPartyNotices([sample, other])).toBe(thirdPartyNotices([other, sample]));
  });

  test.each([
    [
      'an unexpected licence',
      { license: 'GPL-3.0-only' },
      'sample 1.2.3 has the licence "GPL-3.0-only", expected one of 0BSD',
    ],
    ['a choice that nobody made', { license: '(MIT OR GPL-3.0)' }, 'has the licence "(MIT OR GPL-3.0)"'],
    [
      'a licence of its own',
      { license: 'SEE LICENSE IN EULA.txt' },
      'has the licence "SEE LICENSE IN EULA.txt"',
    ],
    ['a licence in other letters', { license: 'mit' }, 'has the licence "mit"'],
    ['the old form', { license: { type: 'MIT' } }, 'has the licence {"type":"MIT"}'],
    ['no licence', { license: undefined }, 'sample 1.2.3 names no licence'],
    [
      'no text',
      { texts: [] },
      'contains no licence file: put its text into local/build/license-texts/sample.txt',
    ],
    ['only empty texts', { texts: ['', ' \n'] }, 'contains no licence file'],
  ])('refuse a package with %s', (_, part, message) => {
    expect(() => thirdPartyNotices([sample, { ...sample, ...part }])).toThrow(message);
  });

  test('name all packages that need a decision at once', () => {
    const broken = ['one', 'two'].map((name) => ({ ...sample, name, license: 'UNLICENSED' }));
    expect(() => thirdPartyNotices(broken)).toThrow(/- one 1\.2\.3 .*\n- two 1\.2\.3 /);
  });
});

describe('the texts of a package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'licences-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function textsOf(files: readonly string[], supplied: readonly string[] = []): readonly string[] {
    const manifest = JSON.stringify({ name: '@a/sample', version: '1.0.0', license: 'MIT' });
    const all = [
      ...files.map((file) => join('package', file)),
      ...supplied.map((file) => join('supplied', file)),
    ];
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'package'), { recursive: true });
    writeFileSync(join(folder, 'package/package.json'), manifest);
    for (const file of all) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), file.replaceAll('\\', '/'));
    }
    return readPackage(join(folder, 'package'), join(folder, 'supplied')).texts;
  }

  test.each([
    'LICENSE',
    'license.markdown',
    'LICENCE.txt',
    'LICENSE-MIT',
    'COPYING',
    'CopyrightNotice.txt',
    'NOTICE',
    'ThirdPartyNotices.txt',
  ])('are those in %s', (file) =>
    expect(textsOf([file, 'README.md', 'index.js'])).toEqual([`package/${file}`]),
  );

  test('are ours where the package has none, and only there', () => {
    expect(textsOf(['README.md'], ['@a/sample.txt'])).toEqual(['supplied/@a/sample.txt']);
    expect(textsOf(['LICENSE'], ['@a/sample.txt'])).toEqual(['package/LICENSE']);
    expect(textsOf(['README.md'], ['@a/other.txt'])).toEqual([]);
    expect(textsOf(['licenses/MIT.txt'], ['@a/sample.txt'])).toEqual(['supplied/@a/sample.txt']);
  });
});

test.each([
  ['node_modules/zod/v4/index.js', 'node_modules/zod'],
  ['node_modules/@azure/identity/dist/index.js', 'node_modules/@azure/identity'],
  ['node_modules/bl/node_modules/readable-stream/lib/a.js', 'node_modules/bl/node_modules/readable-stream'],
  ['node_modules/a/node_modules/@b/c/d.js', 'node_modules/a/node_modules/@b/c'],
  ['node_modules/ms/index.js?commonjs-proxy', 'node_modules/ms'],
  ['src/core/state.ts', undefined],
])('the file %s belongs to %s', (file, folder) => {
  expect(packageFolder(join(process.cwd(), file))).toBe(folder);
  expect(packageFolder(`\0${join(process.cwd(), file)}`)).toBe(folder);
});
