/** What servers say is kept on one line, with everything visible in it. */
import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { hiddenIn } from '../../../src/core/hidden-characters.ts';
import type { AttemptResult } from '../../../src/core/run/end-attempt.ts';
import { keptMessage, keptResult } from '../../../src/core/run/kept-text.ts';
import { start } from '../../support/core-samples.ts';

const hostile = 'x\r\n2026-11-27 info [tick] ✅ done\u2028\u001b[2J\u0085\u202eyllanif\ud800\u{e0041}';
const visible = String.raw`x ⏎ 2026-11-27 info [tick] ✅ done ⏎ \u001b[2J ⏎ \u202eyllanif\ud800\udb40\udc41`;

const kept = (text: string): string => keptMessage({ at: start, text, number: 0 }).text;

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
