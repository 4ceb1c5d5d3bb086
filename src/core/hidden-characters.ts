/**
 * Characters that nobody sees and that change how the text around them reads: control characters, line separators,
 * marks that reverse the direction, invisible blanks, tags, halves of characters. In a log line they could forge another
 * line, turn it round, or carry a text that only programs read. Joiners and the two variation selectors of emoji are
 * not among them: names and emoji need them.
 */

/** For use within the brackets of a pattern with the flag `u`. */
export const hiddenCharacters = String.raw`\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFDD0-\uFDEF\uFE00-\uFE0D\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}`;

/** The flags of England, Scotland and Wales are the only emoji that need tags. For a pattern with the flag `u`. */
export const flagsWithTags = String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`;

const flagOrHidden = new RegExp(`${flagsWithTags}|[${hiddenCharacters}]`, 'gu');

const replaceEach = (text: string, replacement: (character: string) => string): string =>
  text.replaceAll(flagOrHidden, (found) => (isFlag(found) ? found : replacement(found)));

const isFlag = (found: string): boolean => found.startsWith('\u{1F3F4}');

/** Each distinct one, as U+202E. */
export const hiddenIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(flagOrHidden)].flatMap(([found]) => (isFlag(found) ? [] : codeOf(found)))),
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
  replaceEach(text, (character) => short.get(character) ?? unitsOf(character));

const unitsOf = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

/** For an output that has lines of its own, such as a stack or a list. */
export const escapeLines = (text: string): string => text.split('\n').map(escapeHidden).join('\n');

/** With a blank in the place of each, for names that others chose and that cannot be refused. */
export const replaceHidden = (text: string): string => replaceEach(text, () => ' ');
