/** Why the API refused something, in the reader's language: no English sentence stands on the Indonesian page. */
import { expect, it, test } from 'vitest';
import { errorCodes } from '../../src/api/error-codes.ts';
import { requests } from '../../src/api/schemas/requests.ts';
import type { Refused } from '../../src/dashboard/api/client.ts';
import { languages } from '../../src/dashboard/words/languages.ts';

const { problems } = languages.id.words;
const message = 'hours: expected a number from 0.5 to 24, got 25';
const refused = (code: string, more: Partial<Refused> & Partial<Refused['error']> = {}): Refused => ({
  kind: 'refused',
  status: 400,
  error: { code, message, details: more.details ?? [] },
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
