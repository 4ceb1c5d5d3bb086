import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileInZip, zipOf } from '../../../local/build/zip.ts';

const files = { 'host.json': '{}', 'dist/main.cjs': 'x'.repeat(10_000), 'dist/ä.txt': 'ä', 'empty.txt': '' };

function zipped(names: readonly (keyof typeof files)[], written: Date): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  try {
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), files[name]);
      utimesSync(join(folder, name), written, written);
    }
    return zipOf(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const names = ['host.json', 'dist/main.cjs', 'dist/ä.txt', 'empty.txt'] as const;
const zip = zipped(names, new Date('2026-01-01'));

test('the same files give the same bytes, whenever and in whatever order they were written', () => {
  expect(zipped(names.toReversed(), new Date('2020-02-02')).equals(zip)).toBe(true);
});

test('other content gives other bytes', () => {
  expect(zipped(names.slice(1), new Date('2026-01-01')).equals(zip)).toBe(false);
});

/** As an extractor reads it: from the end record through the list to each file. */
test('an extractor finds every file with its content and its checksum', () => {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const count = zip.readUInt16LE(end + 10);
  const found = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let each = 0; each < count; each += 1) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [checksum, packed, length] = [
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ];
    const [mode, start] = [zip.readUInt32LE(at + 38) >>> 16, zip.readUInt32LE(at + 42)];
    const name = zip.toString('utf8', at + 46, at + 46 + length);
    expect({ mode, local: zip.readUInt32LE(start) }).toEqual({ mode: 0o100644, local: 0x04034b50 });
    expect(zip.toString('utf8', start + 30, start + 30 + length)).toBe(name);
    const content = inflateRawSync(zip.subarray(start + 30 + length, start + 30 + length + packed));
    expect(crc32(content)).toBe(checksum);
    found.set(name, content.toString('utf8'));
    at += 46 + length;
  }
  expect(at).toBe(end);
  expect([...found.keys()]).toEqual([...names].toSorted());
  expect(Object.fromEntries(found)).toEqual(files);
});

test('a file is read out of it again, and one that is not there, or another format, gives nothing', () => {
  for (const name of names) expect(fileInZip(zip, name)?.toString()).toBe(files[name]);
  expect(fileInZip(zip, 'package.json')).toBeUndefined();
  expect(fileInZip(Buffer.from('no zip'), 'host.json')).toBeUndefined();
});
