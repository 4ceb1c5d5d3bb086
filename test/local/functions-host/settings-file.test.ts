/** local.settings.json as people write it: whatever Core Tools accept is accepted, and a problem names the place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readAppSettings } from '../../../local/functions-host/app-settings.ts';
import { readHostJson } from '../../../local/functions-host/host-json.ts';
import { readSettingsFile } from '../../../local/functions-host/settings-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jamkerja-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: string | Uint8Array): string {
  const file = join(folder, 'local.settings.json');
  writeFileSync(file, content);
  return file;
}
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const plain = '{ "IsEncrypted": false, "Values": { "A": "ä", "B": "2" } }';

describe('is accepted', () => {
  test.each([
    ['as the template has it', plain],
    ['with a trailing comma', '{ "IsEncrypted": false, "Values": { "A": "ä", "B": "2", }, }'],
    [
      'with comments',
      '// mine\n{ /* "Values": { "A": "0" }, */ "Values": { "A": "ä", // x\n "B": "2" } }\n// end',
    ],
    ['with single quotes and bare names', "{ IsEncrypted: false, Values: { A: 'ä', 'B': '2' } }"],
    ['with numbers', '{ "Values": { "A": "ä", "B": 2 } }'],
    ['with a byte order mark', `\uFEFF${plain}`],
    ['in UTF-16, as PowerShell writes it', utf16(`\uFEFF${plain}`)],
    ['in UTF-16 of the other order', utf16(`\uFEFF${plain}`).swap16()],
    ['in UTF-16 without a mark', utf16(plain)],
    ['with Windows line ends', plain.replaceAll(',', ',\r\n')],
    ['without IsEncrypted', '{ "Values": { "A": "ä", "B": "2" } }'],
    ['with a null, which counts as missing', '{ "Values": { "A": "ä", "B": "2", "C": null } }'],
    [
      'with other sections',
      '{ "Values": { "A": "ä", "B": "2" }, "Host": { "CORS": "*" }, "ConnectionStrings": {} }',
    ],
  ])('%s', (_, content) => {
    expect(readSettingsFile(write(content))).toEqual({ values: { A: 'ä', B: '2' }, warnings: [] });
  });

  it('with every kind of plain value', () => {
    const file = write(
      '{ "Values": { "TRUE": true, "MINUS": -1.5, "ESCAPED": "a\\"\\\\\\u00e9\\n", "__proto__": "p" } }',
    );
    const { values } = readSettingsFile(file);
    expect(Object.entries(values)).toEqual([
      ['TRUE', 'true'],
      ['MINUS', '-1.5'],
      ['ESCAPED', 'a"\\é\n'],
      ['__proto__', 'p'],
    ]);
  });

  it('with connection strings, which get a prefix', () => {
    const file = write(
      '{ "ConnectionStrings": { "a": "Server=x", "b": { "ConnectionString": "Server=y", "ProviderName": "z" } } }',
    );
    expect(readSettingsFile(file).values).toEqual({
      'ConnectionStrings:a': 'Server=x',
      'ConnectionStrings:b': 'Server=y',
    });
  });

  it('without Values, which are then empty', () => {
    expect(readSettingsFile(write('{ "IsEncrypted": false }')).values).toEqual({});
  });

  it('with a name twice, and says which one counts', () => {
    const file = write('{ "Values": {\n  "A": "1",\n  "A": "2",\n  "a": "3" } }');
    expect(readSettingsFile(file)).toEqual({
      values: { A: '2', a: '3' },
      warnings: [
        `${file}, line 3, column 3: "A" already stands in line 2: this one counts; delete one of the two`,
        `${file}, line 4, column 3: "a" already stands in line 3 as "A", which Windows takes for the same name: delete one of the two`,
      ],
    });
  });
});

describe('is refused with file, line, column and what was expected', () => {
  test.each<readonly [string, string | Uint8Array, string]>([
    ['a missing comma', '{ "Values": {\n  "A": "1"\n  "B": "2" } }', 'line 3, column 3: expected `,` or `}`'],
    ['a missing brace', '{ "Values": {\n  "A": "1" }\n', 'line 2, column 13: expected `,` or `}`'],
    ['a brace too many', '{ "Values": {} } }', 'line 1, column 18: expected `,` or the end of the file'],
    [
      'a missing value',
      '{ "Values": { "A": } }',
      'line 1, column 20: expected a value: text in double quotes, a number, true, false or null',
    ],
    [
      'two commas',
      '{ "Values": { "A": "1",, } }',
      'line 1, column 24: expected a value: text in double quotes, a number, true, false or null',
    ],
    [
      'a name of another language',
      '{ "Values": { "A": None } }',
      'line 1, column 20: expected a value: text in double quotes, a number, true, false or null',
    ],
    [
      'an open text',
      '{ "Values": { "A": "1 } }',
      'line 1, column 20: the text that begins here has no closing quote on its line',
    ],
    [
      'an open comment',
      '{ "Values": {} } /* x',
      'line 1, column 18: the comment that begins here has no end: expected */',
    ],
    [
      'a single backslash',
      String.raw`{ "Values": { "A": "HOST\SQLEXPRESS" } }`,
      String.raw`line 1, column 25: a backslash in a text must be doubled: expected \\`,
    ],
    [
      'an incomplete escape',
      String.raw`{ "Values": { "A": "C:\users" } }`,
      String.raw`line 1, column 23: a backslash in a text must be doubled: expected \\`,
    ],
    [
      'a number that begins with 0',
      '{ "Values": { "A": 0123 } }',
      'line 1, column 20: expected this number in double quotes: it begins with 0 or is very long',
    ],
    [
      'a number that would be rounded',
      '{ "Values": { "A": 12345678901234567890 } }',
      'line 1, column 20: expected this number in double quotes: it begins with 0 or is very long',
    ],
    [
      'nothing',
      '',
      'line 1, column 1: expected a value: text in double quotes, a number, true, false or null',
    ],
    [
      'two objects',
      '{}, {}',
      'line 1, column 1: expected a value: text in double quotes, a number, true, false or null',
    ],
    [
      'an expression',
      '{ "Values": { "A": "1" + "2" } }',
      'line 1, column 20: expected a value: text in double quotes, a number, true, false or null',
    ],
    ['a list', '[]', 'line 1, column 1: expected { "IsEncrypted": false, "Values": { … } }'],
    [
      'an object as a value',
      '{ "Values": {\n "A": { "B": "1" } } }',
      'line 2, column 2: "A" must be one text: expected a value in double quotes',
    ],
    [
      'a list of settings',
      '{ "Values": [] }',
      'line 1, column 13: "Values" must be an object: expected { "NAME": "value", … }',
    ],
    [
      'encrypted settings',
      '{ "IsEncrypted": true, "Values": {} }',
      'line 1, column 3: "IsEncrypted" must be false: this host cannot decrypt settings (func settings decrypt does)',
    ],
    [
      'values in lower case',
      '{ "values": { "A": "1" } }',
      'line 1, column 3: "values" is written in another case: expected "Values"',
    ],
    [
      'settings beside the values',
      '{\n "SQL_SERVER": "db1" }',
      'line 2, column 2: "SQL_SERVER" stands beside "Values": expected it inside, as "Values": { "SQL_SERVER": "…" }',
    ],
  ])('%s', (_, content, problem) => {
    const file = write(content);
    expect(() => readSettingsFile(file)).toThrow(`${file}, ${problem}`);
  });

  it('a text in no encoding of today', () => {
    const file = write(Buffer.from('{ "Values": { "A": "\xe4" } }', 'latin1'));
    expect(() => readSettingsFile(file)).toThrow(`${file} is not a text in UTF-8: save it in UTF-8`);
  });

  test.each([
    '"Pass"Secret99"',
    'Secret99',
    '"Secret99',
    '\'Secret99"',
    '"Secret\\99"',
    '`Secret99`',
    '§Secret99',
    '[Secret99]',
  ])('without a part of the value: %s', (value) => {
    const file = write(`{ "Values": { "SQL_PASSWORD": ${value} } }`);
    expect(() => readSettingsFile(file)).toThrow(/^(?!.*(?:Secr|cret|et99|§)).*$/s);
  });
});

it('serves the host as it serves npm start, with the environment above it', () => {
  write('{ "Values": { "A": "file", "B": "file", } }');
  expect(readAppSettings(folder, { B: 'environment' })).toMatchObject({ A: 'file', B: 'environment' });
});

it('reads host.json the same way', () => {
  writeFileSync(join(folder, 'host.json'), '{ "version": "2.0", /* no prefix */ "functionTimeout": "-1", }');
  expect(readHostJson(folder)).toMatchObject({ kind: 'valid', options: { functionTimeoutMs: undefined } });
  writeFileSync(join(folder, 'host.json'), '{ "version": "2.0"\n"functionTimeout": "-1" }');
  const reason = `Unable to parse host configuration file: ${join(folder, 'host.json')}, line 2, column 1: expected`;
  expect(readHostJson(folder)).toMatchObject({ kind: 'invalid', reason: expect.stringContaining(reason) });
});
