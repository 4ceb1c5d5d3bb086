/**
 * For the tables of iconv-lite, 250 KB of JSON. Node contains the same mappings, with a few characters more, in its
 * decoders. The driver names four code pages with more than one byte for each character.
 */
type Span = readonly [first: number, last: number];

/** As in the tables: where it starts, and the characters from there. */
type Chunk = readonly [address: string, characters: string];

interface CodePage {
  readonly decoder: string;
  /** What Node decodes, but the code page does not contain. */
  readonly without: readonly Span[];
  /** Private characters are the code page's own up to this one; of the others it has none. */
  readonly lastPrivate?: number;
  readonly more?: () => readonly Chunk[];
}

const japanese: CodePage = {
  decoder: 'shift_jis',
  without: [],
  lastPrivate: 0xf940,
  more: () => [['80', '\u0080']],
};

const simplifiedChinese: CodePage = {
  decoder: 'gbk',
  // Added by GB 18030.
  without: [
    [0xa2e3, 0xa2e3],
    [0xa3a0, 0xa3a0],
    [0xa6d9, 0xa6df],
    [0xa6ec, 0xa6ed],
    [0xa6f3, 0xa6f3],
    [0xa8bc, 0xa8bc],
    [0xa8bf, 0xa8bf],
    [0xa989, 0xa995],
    [0xfe50, 0xfea0],
  ],
};

const korean: CodePage = { decoder: 'euc-kr', without: [[0x80, 0x9f]], more: unifiedHangul };

const traditionalChinese: CodePage = { decoder: 'big5', without: [[0x80, 0x80], [0xff, 0xff]] };

/** The syllables that `euc-kr` lacks, in their order, where it has nothing; and two signs. */
function unifiedHangul(): readonly Chunk[] {
  const known = new Set(chunksOf(korean.decoder, () => true).flatMap(([, characters]) => [...characters]));
  const syllables = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => String.fromCharCode(0xac00 + index));
  const lacking = syllables.filter((each) => !known.has(each));
  const chunks: Chunk[] = [['a2e6', '€®']];
  for (let lead = 0x81, next = 0; next < lacking.length; lead += 1)
    for (const [first, last] of [[0x41, 0x5a], [0x61, 0x7a], [0x81, lead < 0xa1 ? 0xfe : 0xa0]] as const) {
      const characters = lacking.slice(next, next + last - first + 1).join('');
      if (characters !== '') chunks.push([hex(lead * 256 + first), characters]);
      next += characters.length;
    }
  return chunks;
}

function tableOf({ decoder, without, lastPrivate = 0, more = () => [] }: CodePage): readonly Chunk[] {
  const has = (code: number, character: string): boolean =>
    !without.some(([first, last]) => first <= code && code <= last) &&
    (code <= lastPrivate || !/[\uE000-\uF8FF]/.test(character));
  return [...chunksOf(decoder, has), ...more()];
}

function chunksOf(label: string, has: (code: number, character: string) => boolean): readonly Chunk[] {
  const decoder = new TextDecoder(label);
  const chunks: [string, string][] = [];
  let open: [string, string] | undefined;
  const add = (code: number, bytes: Uint8Array): void => {
    // Node's `shift_jis` exchanges three control characters, as IBM did.
    const character = code < 0x80 ? String.fromCharCode(code) : decoder.decode(bytes);
    // One character, and not the sign for bytes that are none.
    const usable = /^[^\uFFFD]$/u.test(character) && has(code, character);
    // A chunk must not leave its lead byte.
    if (!usable || code % 256 === 0) open = undefined;
    if (!usable) return;
    if (open === undefined) chunks.push((open = [hex(code), '']));
    open[1] += character;
  };
  for (let byte = 0; byte <= 0xff; byte += 1) add(byte, Uint8Array.of(byte));
  for (let code = 0x8000; code <= 0xffff; code += 1) add(code, Uint8Array.of(code >> 8, code & 0xff));
  return chunks;
}

const hex = (code: number): string => code.toString(16);

const codec = (page: CodePage) => ({ type: '_dbcs', table: () => tableOf(page) });

export const cp932 = {
  ...codec(japanese),
  encodeAdd: { '\u00A5': 0x5c, '\u203E': 0x7e },
  encodeSkipVals: [{ from: 0xed40, to: 0xf940 }],
};
export const cp936 = codec(simplifiedChinese);
export const cp949 = codec(korean);
export const cp950 = codec(traditionalChinese);
