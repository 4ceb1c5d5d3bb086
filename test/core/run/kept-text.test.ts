/** What servers say is kept on one line, with everything visible in it. */
import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { hiddenIn } from '../../../src/core/hidden-characters.ts';
import type { AttemptResult } from '../../../src/core/run/end-attempt.ts';
import { defectText, keptMessage, keptResult, shortText } from '../../../src/core/run/kept-text.ts';
import { start } from '../../support/core-samples.ts';

const hostile = 'x\r\n2026-11-27 info [tick] ✅ done\u2028\u001b[2J\u0085\u202eyllanif\ud800\u{e0041}';
const visible = String.raw`x ⏎ 2026-11-27 info [tick] ✅ done ⏎ \u001b[2J ⏎ \u202eyllanif\ud800\udb40\udc41`;

const kept = (text: string): string => keptMessage({ at: start, text, number: 0 }, 'all')?.text ?? '';

test('a message of a procedure', () => {
  expect(kept(hostile)).toBe(visible);
  expect(kept('Karyawan\t12\r\n  Lembur\t3 ⚠️\n\n')).toBe('Karyawan 12 ⏎   Lembur 3 ⚠️');
  assert(
    property(array(integer({ min: 0, max: 0x10_ffff })), (codes) => {
      expect(hiddenIn(kept(String.fromCodePoint(...codes)))).toEqual([]);
    }),
  );
});

const failure = {
  class: 'data',
  message: hostile,
  remedy: hostile,
  code: hostile,
  procedure: hostile,
} as const;

test.each<AttemptResult>([
  { kind: 'failed', rowsAffected: 0, failure },
  { kind: 'interrupted', rowsAffected: 0, confirmed: true, failure },
  { kind: 'connection_lost', rowsAffected: 0, failure: { class: 'data', message: hostile, remedy: '' } },
])('a failure: $kind', (result) => {
  expect(keptResult(result)).toEqual(
    JSON.parse(JSON.stringify(result), (_, value: unknown) => (value === hostile ? visible : value)),
  );
});

test.each([
  ['Row 12 of 300 (Kartini [x]) done, 40%', 'Row 12 of 300 (…) done, 40%'],
  ["can't convert 'Kartini' to int, don't try", 'can‘…’t try'],
  ["the name's Kartini", 'the name‘…’'],
  ['key (Kartini', 'key (…)'],
  ['NIK 3171 0123 4567 8901 of 2026-11-27', 'NIK … of …'],
  ['x'.repeat(200), `${'x'.repeat(99)}…`],
])('%j shortened', (text, short) => {
  expect(keptMessage({ at: start, text, number: 0 }, 'short')?.text).toBe(short);
});

test('shortening takes no time with any text', () => {
  const began = performance.now();
  for (const unit of ["'", '(', '1 ', "a'(1", '« ']) shortText(unit.repeat(100_000));
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('a defect is kept with its place alone, whatever its message says', () => {
  const error = new TypeError('Kartini\n    at Kartini (row 1)');
  expect(defectText(error, 'all')).toContain('Kartini');
  for (const keep of ['short', 'none'] as const) {
    expect(defectText(error, keep)).not.toContain('Kartini');
    expect(defectText(error, keep)).toContain('kept-text.test.ts');
    expect(defectText('Kartini', keep)).toBe('string');
  }
});
