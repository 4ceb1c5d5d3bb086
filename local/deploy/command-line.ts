/** A command for the shell of Windows, without which `az`, a batch file, does not start. */

/** Node joins arguments for a shell without quoting them. */
export const commandLine = (words: readonly string[]): string => words.map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w./:@=,\\+-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
