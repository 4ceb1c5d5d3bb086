/**
 * Characters that nobody sees and that change how the text around them reads: control characters, line separators,
 * marks that reverse the direction, invisible blanks and halves of characters. In a log line they could forge another
 * line, or turn it round. Joiners and variation selectors are not among them: names and emoji need them.
 */

/** For use within the brackets of a pattern with the flag `u`. */
export const hiddenCharacters = String.raw`\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFDD0-\uFDEF\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{1D173}-\u{1D17A}\u{E0001}`;

const hidden = new RegExp(`[${hiddenCharacters}]`, 'gu');

/** Each distinct one, as U+202E. */
export const hiddenIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(hidden)].map(([each]) => codeOf(each))),
];

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const short: ReadonlyMap<string, string> = new Map([
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

/** On one line, with each of them readable, as in JSON: \u202e. */
export const escapeHidden = (text: string): string =>
  text.replaceAll(hidden, (character) => short.get(character) ?? unitsOf(character));

const unitsOf = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

/** With a blank in the place of each, for names that others chose and that cannot be refused. */
export const replaceHidden = (text: string): string => text.replaceAll(hidden, ' ');
