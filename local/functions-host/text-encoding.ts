/** Decodes a text file by its byte order mark, as .NET does. PowerShell 5 writes UTF-16 with `>`. */

export function decodeText(file: string, bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    // Removes the mark, and refuses what would otherwise become replacement characters.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(
      `${file} is not a text in ${encoding.toUpperCase()}: save it in UTF-8, for example with "Save as" in your editor`,
    );
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without a mark: the brace and a zero byte, in one order or the other.
  if (second === 0 && first !== 0) return 'utf-16le';
  if (first === 0 && second !== 0) return 'utf-16be';
  return 'utf-8';
}
