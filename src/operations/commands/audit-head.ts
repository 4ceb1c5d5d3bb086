/** Where the chain of the audit goes on, and the entry that goes on there. */
import {
  type AuditEntry,
  type AuditHead,
  auditText,
  lastSequence,
  type UnhashedEntry,
} from '../../core/job/audit.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { World } from '../../ports.ts';

export interface Head extends Partial<AuditHead> {
  /** What the state row said, where the audit has gone on since: it is from a backup. */
  readonly restored?: AuditHead;
}

/**
 * Where the chain goes on. Deleting the control rows to start afresh does not break it. A state row from a backup names
 * an entry that others have followed: the next one cannot be written in its place, which shows as a lost race.
 */
export async function headOf(world: World, known: AuditHead | undefined, round: number): Promise<Head> {
  if (known !== undefined && round === 0 && known.sequence < lastSequence) return known;
  const { entries, newest } = await world.store.listAudit({ limit: 1 });
  // A number that leaves no room for another comes from a damaged row.
  const full = known !== undefined && known.sequence >= lastSequence;
  if (newest === undefined && full) return { restored: known };
  if (newest === undefined || (known !== undefined && newest <= known.sequence && !full)) return known ?? {};
  // An entry that cannot be read has its number in its key, but no hash that the next one could carry.
  const entry = entries.find(({ sequence }) => sequence === newest);
  return { sequence: newest, ...omitUndefined({ hash: entry?.hash, restored: known }) };
}

export function chainedEntry(
  world: World,
  head: Head,
  content: Omit<UnhashedEntry, 'sequence' | 'previous' | 'restored'>,
): AuditEntry {
  const entry = {
    ...content,
    sequence: (head.sequence ?? 0) + 1,
    previous: head.hash ?? '',
    ...omitUndefined({ restored: head.restored }),
  };
  return { ...entry, hash: world.sha256(auditText(entry)) };
}
