/** Who did what, newest first, page by page, with all that is needed to verify the chain. */
import type { AuditView } from '../../api/schemas/answers.ts';
import type { AuditQuery } from '../../api/schemas/query-parameters.ts';
import { epochMsToIso } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

export async function listAudit(world: World, query: AuditQuery): Promise<AuditView> {
  // Before the entries: what is written in between may be newer than the head, never missing.
  const snapshot = await world.store.read();
  const head = snapshot.kind === 'ready' ? (snapshot.state.auditHead ?? null) : null;
  const { entries, next } = await world.store.listAudit(query);
  const timed = entries.map((entry) => ({ ...entry, time: epochMsToIso(entry.at, world.settings.timeZone) }));
  if (next === undefined) return { entries: timed, next: null, head };
  const parameters = new URLSearchParams({ limit: String(query.limit), before: String(next) });
  return { entries: timed, next: `/scheduler/audit?${parameters.toString()}`, head };
}
