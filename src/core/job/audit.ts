/**
 * Who did what, in a chain: each entry carries the hash of the one before, and the state row that of the last one,
 * so that an entry that was changed or removed afterwards shows. Whoever can write the table can rewrite the whole
 * chain: keep a copy of the last hash elsewhere if that matters.
 */
import { z } from 'zod';
import { EpochMs } from '../time/time.ts';

export const AuditAction = z.enum([
  'start',
  'stop',
  'set_interval',
  'force_execute',
  'cancel',
  'force_unlock',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** From 1, without gaps. */
export const AuditSequence = z.int().min(1).max(999_999_999);

/** JSON texts, so that what was hashed survives storage and transport to the letter. */
const json = z.string();
const content = {
  sequence: AuditSequence,
  at: EpochMs,
  actor: z.string(),
  /** The caller's address as the platform saw it. */
  from: z.string(),
  action: AuditAction,
  runId: z.string().exactOptional(),
  reason: z.string(),
  before: json,
  after: json,
  /** The hash of the entry before; empty for the first. */
  previous: z.string(),
};
export const AuditEntry = z.object({ ...content, hash: z.string() }).readonly();
export type AuditEntry = z.infer<typeof AuditEntry>;
export type UnhashedEntry = Omit<AuditEntry, 'hash'>;

/** The end of the chain, kept in the state row: whoever appends writes it in the same transaction. */
export const AuditHead = z.object({ sequence: AuditSequence, hash: z.string() }).readonly();
export type AuditHead = z.infer<typeof AuditHead>;

/** What is hashed: every field in a fixed order. */
export function auditText(entry: UnhashedEntry): string {
  const { sequence, at, actor, from, action, runId, reason, before, after, previous } = entry;
  return JSON.stringify([sequence, at, actor, from, action, runId ?? null, reason, before, after, previous]);
}

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly first: number; readonly last: number }
  | { readonly kind: 'broken'; readonly sequence: number; readonly problem: string };

type Sha256 = (text: string) => string;

/**
 * `entries` oldest first; `head` as it was before the entries were read, so there may be newer ones. What was purged
 * by age may be missing at the beginning, never in between or at the end.
 */
export function verifyChain(
  entries: readonly AuditEntry[],
  head: AuditHead | undefined,
  sha256: Sha256,
): ChainVerdict {
  let before: AuditEntry | undefined;
  for (const entry of entries) {
    const problem = problemOf(entry, before, sha256) ?? contradiction(entry, head);
    if (problem !== undefined) return { kind: 'broken', sequence: entry.sequence, problem };
    before = entry;
  }
  const last = before?.sequence ?? 0;
  if (head !== undefined && last < head.sequence) {
    const problem = `it is missing, as is everything up to entry ${head.sequence}, the last that was written`;
    return { kind: 'broken', sequence: last + 1, problem };
  }
  return { kind: 'intact', first: entries[0]?.sequence ?? 0, last };
}

function problemOf(entry: AuditEntry, before: AuditEntry | undefined, sha256: Sha256): string | undefined {
  if (sha256(auditText(entry)) !== entry.hash) return 'it was changed after it was written';
  if (before === undefined) {
    return entry.sequence === 1 && entry.previous !== ''
      ? 'it names one before it, and is the first'
      : undefined;
  }
  if (entry.sequence !== before.sequence + 1) {
    return `it follows entry ${before.sequence}: those in between were removed, or the order was changed`;
  }
  return entry.previous === before.hash ? undefined : 'it does not follow from the entry before it';
}

const contradiction = ({ sequence, hash }: AuditEntry, head: AuditHead | undefined): string | undefined =>
  sequence === head?.sequence && hash !== head.hash
    ? 'it is not what the state row has as the last entry'
    : undefined;
