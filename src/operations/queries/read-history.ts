/** The runs and the audit, newest first, page by page, and one run with its messages. Damaged rows do not keep the others away. */
import { damageIn, type DamagedRow, isDamaged } from '../../core/job/damaged-row.ts';
import { type Snapshot, zoneOf } from '../../core/job/snapshot.ts';
import type { Run } from '../../core/run/run.ts';
import type { AuditQuery, RunQuery } from '../../core/job/history.ts';
import type { World } from '../../ports.ts';
import { readLately } from './read-lately.ts';

/** The history needs little of the control rows: without them, the zone is that of the settings. */
export async function readDespiteDamage(
  read: () => Promise<Snapshot>,
): Promise<{ readonly snapshot: Snapshot; readonly damaged: readonly DamagedRow[] }> {
  try {
    return { snapshot: await read(), damaged: [] };
  } catch (error) {
    const damaged = damageIn(error);
    if (damaged === undefined) throw error;
    return { snapshot: { kind: 'empty' }, damaged: [damaged] };
  }
}

/** In the zone of the schedule, as everything else is shown; the rows are read at the same time as the page, or before. */
export async function listRuns(world: World, query: RunQuery) {
  const { store, settings } = world;
  const [{ damaged = [], ...page }, { snapshot, damaged: control }] = await Promise.all([
    store.listRuns(query),
    readDespiteDamage(() => readLately(world)),
  ]);
  return { ...page, damaged: [...control, ...damaged], timeZone: zoneOf(snapshot, settings) };
}

export async function readRun({ store, settings, clock }: World, id: string) {
  const found = await store.findRun(id);
  if (found === undefined) return undefined;
  const { snapshot } = await readDespiteDamage(store.read);
  if (snapshot.kind === 'ready' && snapshot.state.active?.id === id) {
    return { kind: 'active' as const, run: snapshot.state.active, rows: snapshot, now: clock.now() };
  }
  const run = isDamaged(found) ? (copyOf(id, snapshot) ?? found) : found;
  if (isDamaged(run)) return { kind: 'damaged' as const, damaged: run };
  const messages = await store.findMessages(id);
  return { kind: 'recorded' as const, run, messages, timeZone: zoneOf(snapshot, settings) };
}

/** The state row has a copy of the latest runs. */
function copyOf(id: string, snapshot: Snapshot): Run | undefined {
  if (snapshot.kind === 'empty') return undefined;
  const { last, lastSkip } = snapshot.state;
  return [last, lastSkip].find((run) => run?.id === id);
}

/** Who did what, newest first, page by page, with everything that is needed to verify the chain. */
export async function listAudit({ store, settings }: World, query: AuditQuery) {
  // Before the entries: what is written in between may be newer than the head, but none up to the head is missing.
  const { snapshot, damaged: control } = await readDespiteDamage(store.read);
  const head = snapshot.kind === 'ready' ? snapshot.state.auditHead : undefined;
  const { damaged = [], newest: _, ...page } = await store.listAudit(query);
  return { ...page, damaged: [...control, ...damaged], head, timeZone: zoneOf(snapshot, settings) };
}
