/**
 * What became of the slots of a period. Bounded like the answer to "why?": control rows, audit in three requests at
 * most, gaps, and runs in two: those of the period, and what came before it.
 */
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import { pausesOf } from '../../core/why/pauses.ts';
import { recordSlots, type SlotsOfPeriod } from '../../core/why/slot-record.ts';
import { days, earlier, type EpochMs, hours, minus, plus, type TimeZone } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { readDespiteDamage } from './read-history.ts';
import { historyKept, inOrder, latestIn, mostBefore, readAuditBackTo } from './read-why.ts';

/** One page of the service. */
const mostRuns = 1_000;
const mostGaps = 1_000;
/** A slot may have been served long after it came. */
const servedWithin = hours(26);
const usualPeriod = days(7);
const longestPeriod = days(31);

/** In the zone of the schedule, which only the rows tell. */
export type Instant = (zone: TimeZone) => EpochMs;

export interface SlotsRead extends SlotsOfPeriod {
  readonly kind: 'read';
}

/** It ends before it begins, or it is too long. */
export interface BadPeriod {
  readonly kind: 'bad_period';
}

/** Without an end the period ends now, and without a beginning it is a week. */
export async function readSlots(
  { settings, store, clock }: World,
  given: { readonly from: Instant | undefined; readonly to: Instant | undefined },
): Promise<SlotsRead | BadPeriod> {
  const { snapshot } = await readDespiteDamage(store.read);
  const now = clock.now();
  const rows = rowsOrDefaults(snapshot, settings, now);
  const { timeZone } = rows.config;
  const to = given.to?.(timeZone) ?? now;
  const from = given.from?.(timeZone) ?? minus(to, usualPeriod);
  if (to < from || to > plus(from, longestPeriod)) return { kind: 'bad_period' };
  const [audit, gaps, before, inside] = await Promise.all([
    readAuditBackTo(store, from),
    store.listGaps({ from, limit: mostGaps }),
    store.listRunsOf({ from: minus(from, historyKept), to: from, limit: mostBefore }),
    store.listRunsOf({ from, to: plus(to, servedWithin), limit: mostRuns }),
  ]);
  const runs = inOrder([...before, ...inside, ...latestIn(rows.state)]);
  const { startDelay } = settings;
  const read = { at: from, now, rows, audit, runs, gaps, startDelay, usual: undefined };
  const upTo = earlier(to, now);
  return {
    kind: 'read',
    from,
    to,
    timeZone,
    records: recordSlots(read, upTo),
    gaps: gaps.filter((gap) => gap.from <= to),
    pauses: pausesOf(read, upTo),
    otherRuns: runs.filter(
      ({ trigger, createdAt }) => trigger !== 'schedule' && createdAt >= from && createdAt <= to,
    ),
    complete: audit.complete && inside.length < mostRuns,
    ticksSince: rows.ticks?.since,
  };
}
