/** Characters that change how the text around them reads are named, escaped and replaced; all others stay. */
import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHidden, hiddenIn, replaceHidden } from '../../src/core/hidden-characters.ts';

test('joiners, variation selectors, marks and emoji stay as they are', () => {
  for (const text of ['👩‍👩‍👧', '❤️', 'می‌خواهم', 'é', '🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇮🇩', 'ﷺ', 'a b', '\u{10FFFD}', '⏸️ ▶️ 🗓️'])
    expect([hiddenIn(text), escapeHidden(text), replaceHidden(text)]).toEqual([[], text, text]);
});

test('every mark of the bidirectional algorithm is hidden, and so is every control character', () => {
  const marks = [
    0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
  ];
  const controls = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index)];
  for (const code of [...marks, ...controls, 0x2028, 0x2029])
    expect(hiddenIn(String.fromCodePoint(code))).toHaveLength(1);
});

test('every character that Unicode calls invisible is hidden, except those that names and emoji need', () => {
  const needed = new Set(['\u200c', '\u200d', '\ufe0e', '\ufe0f']);
  // These are visible: marks before Arabic numbers, and signs around hieroglyphs.
  const visible = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}\u{13430}-\u{1343F}]/u;
  const invisible = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(
    (text) => /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text),
  );
  const shown = invisible.filter((text) => hiddenIn(text).length === 0 && !visible.test(text));
  expect(new Set(shown)).toEqual(needed);
});

test('an escaped text is on one line, has nothing hidden, and says as JSON what it said before', () => {
  assert(
    // Any string at all. fast-check's own unit for them takes seconds to build.
    property(array(integer({ min: 0, max: 0x10_ffff })), (codes) => {
      const text = String.fromCodePoint(...codes);
      const escaped = escapeHidden(JSON.stringify(text));
      expect(hiddenIn(escaped)).toEqual([]);
      expect(JSON.parse(escaped)).toBe(text);
      expect(hiddenIn(escapeHidden(text))).toEqual([]);
      expect(hiddenIn(replaceHidden(text))).toEqual([]);
    }),
  );
});
