/**
 * The audit trail, as a hash chain: each entry carries the hash of the one before, and the state row carries the hash
 * of the last one, so that a later change or removal shows. Whoever can write the table can rewrite the whole chain:
 * keep a copy of the last hash elsewhere if that matters.
 */
import { z } from 'zod';
import { EpochMs } from '../time/time.ts';

/** What a caller can ask for. */
export const CommandAction = z.enum([
  'start',
  'stop',
  'set_interval',
  'set_schedule',
  'force_execute',
  'cancel',
  'force_unlock',
  'mute_channel',
  'test_channels',
  'close_period',
  'reopen_period',
  'plan_backfill',
  'pause_backfill',
  'resume_backfill',
  'cancel_backfill',
  'tell_pending',
  'note_run',
]);
export type CommandAction = z.infer<typeof CommandAction>;
/**
 * `import`: `npm run import` wrote the rows of an export into an empty table. `adapt_interval`: the app changed the
 * adaptive interval when a run ended.
 */
export const AuditAction = z.enum([...CommandAction.options, 'import', 'adapt_interval']);
export type AuditAction = z.infer<typeof AuditAction>;

/** From 1, without gaps. */
export const lastSequence = 999_999_999;
export const AuditSequence = z.int().min(1).max(lastSequence);

/** The end of the chain. It is kept in the state row and written in the same transaction as the entry. */
export const AuditHead = z.object({ sequence: AuditSequence, hash: z.string() }).readonly();
export type AuditHead = z.infer<typeof AuditHead>;

/** Kept as JSON text, so that storage and transport cannot change what was hashed. */
const json = z.string();
const content = {
  sequence: AuditSequence,
  at: EpochMs,
  /** The name, for people. */
  actor: z.string(),
  /** Who it was, whatever the name. Entries of older versions have none. */
  actorId: z.string().exactOptional(),
  /** The caller's address, as seen by the platform. */
  from: z.string(),
  action: AuditAction,
  runId: z.string().exactOptional(),
  reason: z.string(),
  before: json,
  after: json,
  /** The hash of the previous entry; empty for the first. */
  previous: z.string(),
  /** The head that the state row named, where it was behind the audit: somebody had restored it from a backup. */
  restored: AuditHead.exactOptional(),
};
export const AuditEntry = z.object({ ...content, hash: z.string() }).readonly();
export type AuditEntry = z.infer<typeof AuditEntry>;
export type UnhashedEntry = Omit<AuditEntry, 'hash'>;

/** The text that is hashed: every field, in a fixed order; what older versions did not write comes last. */
export function auditText(entry: UnhashedEntry): string {
  const { sequence, at, actor, actorId, from, action, runId, reason, before, after, previous, restored } =
    entry;
  const fields = [sequence, at, actor, from, action, runId ?? null, reason, before, after, previous];
  // Each combination has a length of its own, so that no text stands for two entries.
  const more = restored === undefined ? [] : [restored.sequence, restored.hash];
  return JSON.stringify([...fields, ...more, ...(actorId === undefined ? [] : [actorId])]);
}

export type ChainResult =
  | { readonly kind: 'intact'; readonly first: number; readonly last: number }
  | { readonly kind: 'broken'; readonly sequence: number; readonly problem: string };

type Sha256 = (text: string) => string;

/**
 * `entries` are oldest first. `head` was read before them, so there may be newer entries. Entries purged by age may be
 * missing at the beginning, never in between or at the end.
 */
export function verifyChain(
  entries: readonly AuditEntry[],
  head: AuditHead | undefined,
  sha256: Sha256,
): ChainResult {
  let before: AuditEntry | undefined;
  for (const entry of entries) {
    const problem = problemOf(entry, before, sha256) ?? contradiction(entry, head);
    if (problem !== undefined) return { kind: 'broken', sequence: entry.sequence, problem };
    before = entry;
  }
  const last = before?.sequence ?? 0;
  if (head !== undefined && last < head.sequence) {
    const problem = `it is missing, as is everything up to entry ${head.sequence}, the last one written`;
    return { kind: 'broken', sequence: last + 1, problem };
  }
  return { kind: 'intact', first: entries[0]?.sequence ?? 0, last };
}

function problemOf(entry: AuditEntry, before: AuditEntry | undefined, sha256: Sha256): string | undefined {
  if (sha256(auditText(entry)) !== entry.hash) return 'it was changed after it was written';
  if (before === undefined) {
    return entry.sequence === 1 && entry.previous !== ''
      ? 'it is the first entry but refers to a previous one'
      : undefined;
  }
  if (entry.sequence !== before.sequence + 1) {
    return `it follows entry ${before.sequence}: entries in between were removed or reordered`;
  }
  return entry.previous === before.hash ? undefined : 'its hash of the previous entry does not match';
}

const contradiction = ({ sequence, hash }: AuditEntry, head: AuditHead | undefined): string | undefined =>
  sequence === head?.sequence && hash !== head.hash
    ? 'it differs from the last entry according to the state row'
    : undefined;

/** What is no break of the chain, but should not go unnoticed. `headAfter` was read after the entries, oldest first. */
export function chainNotes(
  entries: readonly AuditEntry[],
  headAfter: AuditHead | undefined,
): readonly string[] {
  const resumed = entries.flatMap(({ sequence, restored }) =>
    restored === undefined
      ? []
      : [
          `entry ${sequence} was the first after the state row, from a backup, named entry ${restored.sequence} as the last one`,
        ],
  );
  const last = entries.at(-1)?.sequence ?? 0;
  if (last <= (headAfter?.sequence ?? 0)) return resumed;
  const named = headAfter === undefined ? 'no entry' : `entry ${headAfter.sequence}`;
  return [
    ...resumed,
    `the state row names ${named} as the last one, but there are entries to ${last}: it is from a backup, or was written anew. The next command goes on after entry ${last}`,
  ];
}
