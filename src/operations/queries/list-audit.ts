/** Who did what, newest first, page by page, with everything that is needed to verify the chain. */
import { zoneOf } from '../../core/job/snapshot.ts';
import type { AuditQuery } from '../../core/job/history.ts';
import type { World } from '../../ports.ts';
import { readDespiteDamage } from './read-history.ts';

export async function listAudit({ store, settings }: World, query: AuditQuery) {
  // Before the entries: what is written in between may be newer than the head, but none up to the head is missing.
  const { snapshot, damaged: control } = await readDespiteDamage(store);
  const head = snapshot.kind === 'ready' ? snapshot.state.auditHead : undefined;
  const { damaged = [], newest: _, ...page } = await store.listAudit(query);
  return { ...page, damaged: [...control, ...damaged], head, timeZone: zoneOf(snapshot, settings) };
}
