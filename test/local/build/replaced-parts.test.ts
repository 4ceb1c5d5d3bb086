/** What stands for parts of libraries in the bundle does the same, as far as the app uses it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert, integer, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeHMACSHA256 } from '../../../local/build/replacements/table-signature.ts';
import { ManagedIdentityCredential } from '../../../local/build/replacements/driver-credentials.ts';
import * as dates from '../../../local/build/replacements/driver-dates.ts';
import text from '../../../local/build/replacements/driver-text.ts';
import { root } from '../../../local/stack/folders.ts';

/** As the library that brings it finds it: none of these packages is a direct dependency. */
const from = (library: string) => createRequire(join(root, 'node_modules', library, 'package.json'));
const { ChronoUnit, LocalDate }: typeof dates = from('tedious')('@js-joda/core');
interface Iconv {
  readonly decode: (bytes: Buffer, page: string) => string;
  readonly encode: (text: string, page: string) => Buffer;
}
const iconv: Iconv = from('tedious')('iconv-lite');

// As its `date` parameter writes them: the days since the year 1.
const days = (year: number, month: number, day: number) => ({
  original: LocalDate.ofYearDay(1, 1).until(LocalDate.of(year, month, day), ChronoUnit.DAYS),
  own: dates.LocalDate.ofYearDay(1, 1).until(dates.LocalDate.of(year, month, day), dates.ChronoUnit.DAYS),
});

const accepts = (
  make: typeof dates.LocalDate.of | typeof LocalDate.of,
  date: readonly [number, number, number],
) => {
  try {
    make(...date);
    return true;
  } catch {
    return false;
  }
};

describe('the dates of the SQL driver', () => {
  test('are numbered like those of @js-joda/core, from 0001 to 9999', () => {
    const first = Date.UTC(1970, 0, 1) - 719_162 * 86_400_000;
    const counts = Array.from({ length: 37_651 }, (_, index) => index * 97);
    const wrong = counts.filter((count) => {
      const date = new Date(first + count * 86_400_000);
      const { original, own } = days(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      return own !== original || own !== count;
    });
    expect(wrong).toEqual([]);
    expect(days(9999, 12, 31)).toEqual({ original: 3_652_058, own: 3_652_058 });
  });

  test('that do not exist are refused by both', () => {
    const any = tuple(
      integer({ min: 1, max: 9999 }),
      integer({ min: 0, max: 14 }),
      integer({ min: 0, max: 33 }),
    );
    assert(
      property(any, (date) => {
        expect(accepts(dates.LocalDate.of, date)).toBe(accepts(LocalDate.of.bind(LocalDate), date));
      }),
    );
  });
});

describe('the texts of the SQL driver', () => {
  const ascii = Buffer.from(Array.from({ length: 95 }, (_, index) => index + 32));

  test.each([
    '1250',
    '1251',
    '1252',
    '1253',
    '1254',
    '1255',
    '1256',
    '1257',
    '1258',
    '874',
    '932',
    '936',
    '949',
    '950',
  ])('of code page %s are decoded as by iconv-lite, letter by letter', (page) => {
    expect(text.decode(ascii, `CP${page}`)).toBe(iconv.decode(ascii, `CP${page}`));
    const words = { 932: '勤務時間', 936: '工作时间', 949: '근무 시간', 950: '工作時間' };
    const all = iconv.decode(
      Buffer.from(Array.from({ length: 128 }, (_, index) => index + 128)),
      `CP${page}`,
    );
    const known = Object.entries(words).find(([each]) => each === page)?.[1] ?? all.replaceAll('\uFFFD', '');
    for (const letter of known) {
      const bytes = iconv.encode(letter, `CP${page}`);
      expect(text.decode(bytes, `CP${page}`)).toBe(letter);
    }
  });

  test('of UTF-8 are whole, and of the code pages of DOS only ASCII is', () => {
    expect(text.decode(Buffer.from('jam kerja ✓'), 'utf-8')).toBe('jam kerja ✓');
    expect(text.decode(Buffer.from([...ascii, 0x82]), 'CP850')).toBe(`${ascii.toString()}\uFFFD`);
  });

  test('are not sent', () => {
    expect(() => text.encode()).toThrow('declare the parameter as nvarchar');
  });
});

test('the driver names no code page that cannot be decoded', () => {
  const {
    codepageByLanguageId,
    codepageBySortId,
  }: Readonly<Record<string, Readonly<Record<string, string>>>> = from('tedious')('./lib/collation.js');
  const named = new Set(
    [codepageByLanguageId, codepageBySortId].flatMap((each) => Object.values(each ?? {})),
  );
  expect(named.size).toBeGreaterThan(10);
  for (const page of named) expect(text.decode(Buffer.from('jam kerja'), page)).toBe('jam kerja');
});

test('requests to the tables are signed as by their client, whichever key signed before', async () => {
  const file = from('@azure/data-tables').resolve('./dist/esm/utils/computeHMACSHA256.js');
  const original: { readonly computeHMACSHA256: typeof computeHMACSHA256 } = await import(
    pathToFileURL(file).href
  );
  for (const key of ['a2V5IG9uZQ==', 'a2V5IHR3bw==', 'a2V5IG9uZQ==', 'a2V5IG9uZQ==']) {
    for (const asked of ['', 'Sat, 28 Nov 2026 10:00:00 GMT\n/account/Table()', 'ä 漢'])
      expect(computeHMACSHA256(asked, key)).toBe(original.computeHMACSHA256(asked, key));
  }
});

test('a login that the driver would do itself is refused by name', () => {
  expect(() => Reflect.construct(ManagedIdentityCredential, [])).toThrow(
    /^ManagedIdentityCredential is not part of this build .* 'token-credential'/,
  );
});

test('the driver loads no other class for its logins', () => {
  const code = readFileSync(from('tedious').resolve('./lib/connection.js'), 'utf8');
  const used = new Set([...code.matchAll(/_identity\.(\w+)/g)].map(([, name]) => name));
  expect([...used].toSorted()).toEqual([
    'ClientSecretCredential',
    'DefaultAzureCredential',
    'ManagedIdentityCredential',
    'UsernamePasswordCredential',
  ]);
});

test('jsonwebtoken asks for no Node that is younger than ours', () => {
  const { satisfies } = from('jsonwebtoken')('semver');
  const ranges = ['asymmetricKeyDetailsSupported', 'psSupported', 'rsaPssKeyDetailsSupported'].map(
    (name) =>
      /satisfies\(process\.version, '([^']+)'\)/.exec(
        readFileSync(from('jsonwebtoken').resolve(`./lib/${name}.js`), 'utf8'),
      )?.[1],
  );
  expect(ranges).not.toContain(undefined);
  expect(ranges.map((range) => satisfies('24.0.0', range))).toEqual([true, true, true]);
});
