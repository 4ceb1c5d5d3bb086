/** Where the chain of the audit goes on. */
import { type AuditEntry, type AuditHead, lastSequence } from '../../core/job/audit.ts';
import type { DamagedRow } from '../../core/job/damaged-row.ts';
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
  const { entries, damaged = [] } = await world.store.listAudit({ limit: 1 });
  const newest = newestOf(entries[0], damaged);
  if (known === undefined) return newest ?? {};
  // A number that leaves no room for another comes from a damaged row.
  const full = known.sequence >= lastSequence;
  if (newest?.sequence === undefined || (newest.sequence <= known.sequence && !full)) return known;
  return { ...newest, restored: known };
}

/** An entry that cannot be read has its number in its key, but no hash that the next one could carry. */
function newestOf(entry: AuditEntry | undefined, damaged: readonly DamagedRow[]): Head | undefined {
  const unread = damaged.reduce((latest, { sequence = 0 }) => Math.max(latest, sequence), 0);
  if (unread > (entry?.sequence ?? 0)) return { sequence: unread };
  return entry === undefined ? undefined : { sequence: entry.sequence, hash: entry.hash };
}
