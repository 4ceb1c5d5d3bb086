/** Why the API refused something, in the reader's language: no English sentence stands on the Indonesian page. */
import { describe, expect, it, test } from 'vitest';
import { errorCodes } from '../../src/api/error-codes.ts';
import { requests } from '../../src/api/schemas/requests.ts';
import { LocalDate } from '../../src/core/time/time.ts';
import type { Refused } from '../../src/dashboard/api/client.ts';
import { refusalWords } from '../../src/dashboard/problems/refusal-words.ts';
import { createFormat } from '../../src/dashboard/words/format.ts';
import { languages } from '../../src/dashboard/words/languages.ts';

const { problems } = languages.id.words;
const message = 'hours: expected a number from 0.5 to 24, got 25';
const refused = (code: string, more: Partial<Refused> & Partial<Refused['error']> = {}): Refused => ({
  kind: 'refused',
  status: 400,
  error: {
    code,
    message,
    details: more.details ?? [],
    ...(more.dates === undefined ? {} : { dates: more.dates }),
    ...(more.closed === undefined ? {} : { closed: more.closed }),
  },
  ...(more.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: more.retryAfterSeconds }),
});

/** Only whoever runs the app can do something about them; their sentences name settings and addresses. */
const technical = ['internal_error', 'misconfigured', 'row_damaged', 'storage_unavailable'];

it('every code is explained in Indonesian, and only what is technical stays in English, marked as such', () => {
  const codes = Object.keys(errorCodes);
  expect(codes.filter((code) => problems.explain(refused(code)) === undefined).toSorted()).toEqual(technical);
  expect(problems.inEnglish).not.toBe('');
  expect(codes.map((code) => problems.explain(refused(code)) ?? '').join(' ')).not.toContain('expected');
});

it('in English every code is shown in the words of the API', () => {
  const { explain, inEnglish } = languages.en.words.problems;
  expect(Object.keys(errorCodes).map((code) => explain(refused(code)))).toEqual(
    Object.keys(errorCodes).map(() => undefined),
  );
  expect(inEnglish).toBe('');
});

test.each([...new Set(Object.values(requests).flatMap(({ shape }) => Object.keys(shape)))])(
  'the field %s is explained',
  (field) => {
    const text = problems.explain(refused('invalid_request', { details: [{ field, expected: 'x' }] }));
    expect(text).toMatch(/^[A-Z]/);
    expect(text).not.toContain('tidak diterima');
  },
);

describe.each(['en', 'id'] as const)('in %s', (code) => {
  const { words, locale } = languages[code];
  const language = { words, format: createFormat(locale, 'Asia/Jakarta') };
  const told = (...given: Parameters<typeof refused>) => refusalWords(refused(...given), language);

  test('a refused close names the days that are not complete, and not the fields of the API', () => {
    const dates = [
      { awal: '2026-11-14', akhir: '2026-11-19' },
      { awal: '2026-11-23', akhir: '2026-11-23' },
    ];
    const text = told('not_settled', { dates });
    expect(text).toMatch(/14.{1,3}19 Nov 2026, 23 Nov 2026\./);
    expect(text).not.toMatch(/confirm:|…/);
    expect(told('not_settled', { dates: Array(20).fill(dates[0]) })).toContain(' …. ');
  });

  test('a refusal for a closed period names its last day, who closed it, and why', () => {
    const through = LocalDate.parse('2026-10-31');
    const closed = { through, by: 'siti', by_id: 'siti-id', reason: 'October is paid' };
    expect(told('period_closed', { closed })).toMatch(
      code === 'en'
        ? /siti.* through Sat,? 31 Oct: .*October is paid/
        : /sampai Sab, 31 Okt oleh .*siti.*October is paid/,
    );
  });
});

test('several fields, unknown ones and the time to wait are told', () => {
  const details = ['reason', 'hours', 'x\u202e'].map((field) => ({ field, expected: 'x' }));
  expect(problems.explain(refused('invalid_request', { details }))).toMatch(
    /^Alasan: .* Jam antara .* Nilai \u2068x\u2069 tidak diterima\.$/,
  );
  expect(problems.explain(refused('cooling_down', { retryAfterSeconds: 42 }))).toBe(
    'Coba lagi dalam 42 detik.',
  );
  expect(problems.explain(refused('cooling_down'))).toBe('');
});
