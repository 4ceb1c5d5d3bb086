/**
 * Why it did or did not run at an instant. Bounded, whatever the length of the history: the control rows, the audit in
 * three pages at most, the gaps between ticks, the runs before, and those after in two requests at most.
 */
import { changeIn } from '../../core/why/audited-change.ts';
import type { AuditRead } from '../../core/why/config-then.ts';
import { explain } from '../../core/why/explain.ts';
import type { WhyAnswer } from '../../core/why/why-answer.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import type { TickGap } from '../../core/job/tick-record.ts';
import { isFinished, type Run } from '../../core/run/run.ts';
import { usualDuration } from '../../core/run/usual-duration.ts';
import { days, type EpochMs, epochMs, hours, milliseconds, minus, plus } from '../../core/time/time.ts';
import type { SchedulerStore, World } from '../../ports.ts';
import { readDespiteDamage } from './read-history.ts';

/** Runs before the instant: skips of a fixed rate may lie between two that executed. */
export const mostBefore = 100;
/** One page of the service. */
const mostAfter = 1_000;
/** The longest interval, and what a catch-up run may be late by; further on, a gap between ticks tells where to look. */
const lookAhead = hours(26);
export const historyKept = days(401);
/** Entries of the audit in one request, with the one that tells whether there are more; changes are few. */
const auditPages = [99, 999, 999] as const;
const mostGaps = 10;

/** `given`: in the zone of the schedule, which only the rows tell. */
export async function readWhy(
  world: World,
  given: (zone: WhyAnswer['timeZone']) => EpochMs,
): Promise<WhyAnswer> {
  const { settings, store, clock } = world;
  const { snapshot } = await readDespiteDamage(store.read);
  const now = clock.now();
  const rows = rowsOrDefaults(snapshot, settings, now);
  const at = given(rows.config.timeZone);
  const { startDelay } = settings;
  if (at > now) {
    const { runs } = await store.listRuns({ limit: 100, outcome: 'succeeded' });
    const usual = usualDuration(runs, now)?.median;
    const nothing = { audit: { entries: [], complete: true }, runs: [], gaps: [] };
    return explain({ at, now, rows, startDelay, usual, ...nothing });
  }
  const after = (from: EpochMs): Promise<readonly Run[]> =>
    store.listRunsOf({ from, to: plus(from, lookAhead), limit: mostAfter });
  const [audit, gaps, earlier, following] = await Promise.all([
    readAuditBackTo(store, at),
    store.listGaps({ from: at, limit: mostGaps }),
    store.listRunsOf({ from: minus(at, historyKept), to: epochMs(at + 1), limit: mostBefore }),
    after(epochMs(at + 1)),
  ]);
  const later = await afterGap(after, gaps, at);
  const runs = inOrder([...earlier, ...following, ...later, ...latestIn(rows.state)]);
  return explain({ at, now, rows, audit, runs, gaps, startDelay, usual: undefined });
}

/** Until those before the instant tell the last change of the schedule, and whether it was paused. */
export async function readAuditBackTo(store: SchedulerStore, at: EpochMs): Promise<AuditRead> {
  const entries = [];
  let before: number | undefined;
  for (const limit of auditPages) {
    const page = await store.listAudit({ limit, before });
    entries.push(...page.entries);
    before = page.next;
    if (before === undefined) return { entries, complete: true };
    const kinds = new Set(entries.map((entry) => (entry.at <= at ? changeIn(entry)?.kind : undefined)));
    if (kinds.has('pause') && kinds.has('schedule')) break;
  }
  return { entries, complete: entries.some((entry) => entry.at <= at) };
}

/** After days without a tick the run that serves a slot lies beyond, whatever somebody has requested meanwhile. */
async function afterGap(
  after: (from: EpochMs) => Promise<readonly Run[]>,
  gaps: readonly TickGap[],
  at: EpochMs,
): Promise<readonly Run[]> {
  const gap = gaps.find(({ from, to }) => from < at && at < to);
  return gap === undefined ? [] : after(minus(gap.to, milliseconds(1)));
}

/** Copies that the state row has: newer than the history's where a run is in progress. */
export const latestIn = ({
  active,
  last,
  lastSkip,
  lastBackfill,
}: Parameters<typeof explain>[0]['rows']['state']): readonly Run[] =>
  [last, lastSkip, lastBackfill, active].filter((run) => run !== undefined);

export function inOrder(runs: readonly Run[]): readonly Run[] {
  const byId = new Map<string, Run>();
  for (const run of runs) {
    const known = byId.get(run.id);
    if (known === undefined || !isFinished(known)) byId.set(run.id, run);
  }
  return [...byId.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
