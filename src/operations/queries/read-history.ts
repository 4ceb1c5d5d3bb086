/** The runs, newest first, page by page, and one run with its messages. */
import { zoneOf } from '../../core/job/snapshot.ts';
import type { RunQuery, World } from '../../ports.ts';

/** In the zone of the schedule, as everything else is shown; the rows are read at the same time as the page. */
export async function listRuns({ store, settings }: World, query: RunQuery) {
  const [page, snapshot] = await Promise.all([store.listRuns(query), store.read()]);
  return { ...page, timeZone: zoneOf(snapshot, settings) };
}

export async function readRun({ store, settings, clock }: World, id: string) {
  const run = await store.findRun(id);
  if (run === undefined) return undefined;
  const snapshot = await store.read();
  if (snapshot.kind === 'ready' && snapshot.state.active?.id === id) {
    return { kind: 'active' as const, run: snapshot.state.active, rows: snapshot, now: clock.now() };
  }
  const messages = await store.findMessages(id);
  return { kind: 'recorded' as const, run, messages, timeZone: zoneOf(snapshot, settings) };
}
