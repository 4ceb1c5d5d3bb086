/** Who did what, newest first, page by page, with all that is needed to verify the chain. */
import type { AuditEntry } from '../core/audit.ts';
import type { AuditQuery } from '../core/requests.ts';
import { epochMsToIso } from '../core/time.ts';
import type { World } from '../ports.ts';

export interface AuditView {
  /** Each entry as it was hashed, and its instant in words. */
  readonly entries: readonly (AuditEntry & { readonly time: string })[];
  readonly next: string | null;
}

export async function listAudit(world: World, query: AuditQuery): Promise<AuditView> {
  const { entries, next } = await world.store.listAudit(query);
  const timed = entries.map((entry) => ({ ...entry, time: epochMsToIso(entry.at, world.settings.timeZone) }));
  if (next === undefined) return { entries: timed, next: null };
  const parameters = new URLSearchParams({ limit: String(query.limit), before: next });
  return { entries: timed, next: `/scheduler/audit?${parameters.toString()}` };
}
