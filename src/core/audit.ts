/**
 * Who did what, in a chain: each entry carries the hash of the one before, so that an entry that was changed or
 * removed afterwards shows. Whoever can write the table can rewrite the whole chain: keep a copy of the last hash
 * elsewhere if that matters.
 */
import { z } from 'zod';
import { EpochMs } from './time.ts';

export const AuditAction = z.enum([
  'start',
  'stop',
  'set_interval',
  'force_execute',
  'cancel',
  'force_unlock',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** JSON texts, so that what was hashed survives storage and transport to the letter. */
const json = z.string();
const content = {
  id: z.string(),
  /** From 1, without gaps. */
  sequence: z.int().min(1),
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
export const AuditHead = z.object({ sequence: z.int().min(1), hash: z.string() }).readonly();
export type AuditHead = z.infer<typeof AuditHead>;

/** What is hashed: every field in a fixed order. */
export function auditText(entry: UnhashedEntry): string {
  const { id, sequence, at, actor, from, action, runId, reason, before, after, previous } = entry;
  return JSON.stringify([
    id,
    sequence,
    at,
    actor,
    from,
    action,
    runId ?? null,
    reason,
    before,
    after,
    previous,
  ]);
}

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly entries: number }
  | { readonly kind: 'broken'; readonly sequence: number; readonly problem: string };

/** `entries` oldest first. What was purged by age may be missing at the beginning, never in between. */
export function verifyChain(entries: readonly AuditEntry[], sha256: (text: string) => string): ChainVerdict {
  let before: AuditEntry | undefined;
  for (const entry of entries) {
    const problem = problemOf(entry, before, sha256);
    if (problem !== undefined) return { kind: 'broken', sequence: entry.sequence, problem };
    before = entry;
  }
  return { kind: 'intact', entries: entries.length };
}

function problemOf(
  entry: AuditEntry,
  before: AuditEntry | undefined,
  sha256: (text: string) => string,
): string | undefined {
  if (sha256(auditText(entry)) !== entry.hash) return 'the entry was changed after it was written';
  if (before === undefined) {
    return entry.sequence === 1 && entry.previous !== '' ? 'the first entry names one before it' : undefined;
  }
  if (entry.sequence !== before.sequence + 1) return `entry ${before.sequence + 1} is missing`;
  return entry.previous === before.hash ? undefined : 'it does not follow from the entry before it';
}
