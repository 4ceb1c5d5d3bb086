/** A zip file with the same bytes whenever and wherever its files have the same content: no times, owners or folder order. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** 1 January 1980 at midnight, the first time that the format knows. */
const date = 0x21;
/** Regular file, rw-r--r--, in the notation of Unix. */
const mode = 0o100644 * 0x1_0000;
const madeByUnix = 0x0314;
const neededToExtract = 20;
const deflated = 8;
const namesAreUtf8 = 0x0800;

export function zipOf(folder: string): Buffer {
  const names = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .map((name) => name.split(sep).join('/'))
    // By code units, not by the machine's language.
    .toSorted();
  let offset = 0;
  const entries = names.map((name) => {
    const content = readFileSync(join(folder, name));
    const packed = deflateRawSync(content, { level: 9 });
    const shared = header(name, content, packed);
    const start = offset;
    const local = Buffer.concat([number(0x04034b50, 4), shared, Buffer.from(name), packed]);
    offset += local.length;
    const listed = [number(0x02014b50, 4), number(madeByUnix, 2), shared, number(0, 6)];
    return {
      local,
      listed: Buffer.concat([...listed, number(mode, 4), number(start, 4), Buffer.from(name)]),
    };
  });
  const list = Buffer.concat(entries.map(({ listed }) => listed));
  const end = [number(0x06054b50, 4), number(0, 4), number(names.length, 2), number(names.length, 2)];
  return Buffer.concat([
    ...entries.map(({ local }) => local),
    list,
    ...end,
    number(list.length, 4),
    number(offset, 4),
    number(0, 2),
  ]);
}

/** A file out of a zip file that `zipOf` made; undefined if it is not in there. */
export function fileInZip(zip: Buffer, wanted: string): Buffer | undefined {
  // The headers, of 30 bytes and a name, follow one another, each with its file.
  for (let at = 0; zip.length >= at + 30 && zip.readUInt32LE(at) === 0x04034b50;) {
    const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
    const end = start + zip.readUInt32LE(at + 18);
    const name = zip.toString('utf8', at + 30, at + 30 + zip.readUInt16LE(at + 26));
    if (name === wanted) return inflateRawSync(zip.subarray(start, end));
    at = end;
  }
  return undefined;
}

/** What a file's own header and its line in the list have in common. */
const header = (name: string, content: Buffer, packed: Buffer): Buffer =>
  Buffer.concat([
    number(neededToExtract, 2),
    number(namesAreUtf8, 2),
    number(deflated, 2),
    number(0, 2),
    number(date, 2),
    number(crc32(content), 4),
    number(packed.length, 4),
    number(content.length, 4),
    number(Buffer.byteLength(name), 2),
    number(0, 2),
  ]);

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
