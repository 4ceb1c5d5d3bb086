/**
 * The file of an export: JSON lines in UTF-8. First a header, then one row of the table a line, with its columns as they
 * are stored, and last a line with counts and a checksum, so that a file that was cut off or changed is refused.
 * docs/recovery.md describes it for people; a change that older versions cannot read needs another `version`.
 */
import { z } from 'zod';
import { channelsKey, isWaitingKey } from '../../src/adapters/table-storage/row-keys.ts';
import { escapeHidden } from '../../src/core/hidden-characters.ts';

export const formatName = 'spjamkerja-export';
export const formatVersion = 1;

/** Whatever else it says is information that later versions may add. */
export const Header = z
  .looseObject({
    format: z.literal(formatName),
    version: z.literal(formatVersion),
    job: z.string().min(1),
    table: z.string(),
    storage: z.string(),
    at: z.iso.datetime(),
  })
  .readonly();
export type Header = z.infer<typeof Header>;

/** Texts are texts; any other type of column stands beside its value, as the service names it. */
export const Column = z.union([
  z.string(),
  z
    .strictObject({
      type: z.enum(['Boolean', 'DateTime', 'Double', 'Guid', 'Int32', 'Int64', 'Binary']),
      value: z.union([z.string(), z.boolean(), z.number()]),
    })
    .readonly(),
]);
export type Column = z.infer<typeof Column>;

export const ExportedRow = z
  .strictObject({ row: z.string().min(1), columns: z.record(z.string(), Column).readonly() })
  .readonly();
export type ExportedRow = z.infer<typeof ExportedRow>;

export const Trailer = z
  .looseObject({
    rows: z.int().min(0),
    /** By kind: the part of a row's key before the hyphen. */
    kinds: z.record(z.string(), z.int()).readonly(),
    /** Of all lines before this one, each with a line feed. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .readonly();
export type Trailer = z.infer<typeof Trailer>;

/** How many rows there are of each kind. */
export class KindCounts {
  /** Without a prototype: a row may be called constructor-1. */
  readonly byKind: Record<string, number> = Object.create(null);

  add(key: string): void {
    const kind = key.split('-', 1)[0] ?? key;
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
  }

  get all(): number {
    return Object.values(this.byKind).reduce((sum, count) => sum + count, 0);
  }
}

/**
 * Counts of requests mean nothing after a minute, and the app may write some even while it waits for an import. What waits
 * to be sent is sent by the installation that wrote it: a copy of it would tell people again.
 */
export const isLeftOut = (key: string): boolean =>
  key.startsWith('rate-') || key === channelsKey || isWaitingKey(key);

/** The same row always gives the same line. Nothing in it can act on a terminal or break the line. */
export function lineOf({ row, columns }: ExportedRow): string {
  const sorted = Object.entries(columns).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return jsonLine({ row, columns: Object.fromEntries(sorted) });
}

export const jsonLine = (value: object): string => escapeHidden(JSON.stringify(value));
