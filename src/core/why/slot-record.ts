/** Planned against executed over a period: what became of each slot, and the share that was kept. */
import type { TickGap } from '../job/tick-record.ts';
import { isFinished, type Run } from '../run/run.ts';
import { adaptedPlan } from '../schedule/adaptive.ts';
import { type EpochMs, epochMs, minutes, plus, type TimeZone } from '../time/time.ts';
import { changeIn } from './audited-change.ts';
import { configThen } from './config-then.ts';
import type { Paused } from './pauses.ts';
import { slotsThen } from './slots-then.ts';
import { activeThen, adaptedThen, historyThen } from './state-then.ts';
import type { WhyFactsRead } from './why-facts.ts';

/** `missed` slots are no records of their own: the run that caught up on them counts them. */
export const slotFates = ['ran', 'late', 'skipped', 'dropped', 'pending'] as const;
export type SlotFate = (typeof slotFates)[number];

export interface SlotRecord {
  readonly at: EpochMs;
  readonly fate: SlotFate;
  /** Earlier slots that share it. */
  readonly missed: number;
  readonly run: Run | undefined;
}

export interface SlotSummary {
  readonly planned: number;
  readonly ran: number;
  readonly late: number;
  readonly skipped: number;
  readonly missed: number;
  readonly dropped: number;
  readonly pending: number;
  /** Of the planned slots, those for which a run began in time; undefined without any. */
  readonly shareKept: number | undefined;
}

export interface SlotsOfPeriod {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly timeZone: TimeZone;
  readonly records: readonly SlotRecord[];
  readonly gaps: readonly TickGap[];
  readonly pauses: readonly Paused[];
  /** Requested, or of backfill; the earliest first. */
  readonly otherRuns: readonly Run[];
  readonly complete: boolean;
  readonly ticksSince: EpochMs | undefined;
}

/** A run that begins later than this after its slot is late. */
const late = minutes(10);

/** `read.at` is the beginning of the period. Newest first. */
export function recordSlots(read: WhyFactsRead, to: EpochMs): readonly SlotRecord[] {
  const { at: from, now, runs, audit } = read;
  const inPeriod = (slot: EpochMs): boolean => slot >= from && slot <= to;
  const made = runs
    .filter(({ trigger, slot }) => trigger === 'schedule' && inPeriod(slot))
    .map((run): SlotRecord => ({ at: run.slot, fate: fateOf(run), missed: run.missedSlots, run }));
  const changes = audit.entries.filter((entry) => entry.at > from && changeIn(entry) !== undefined);
  const dropped = changes.flatMap((entry) => unserved(read, epochMs(entry.at - 1), 'dropped'));
  const pending = unserved(read, now, 'pending');
  return [...made, ...[...dropped, ...pending].filter(({ at }) => inPeriod(at))].toSorted(
    (one, other) => other.at - one.at,
  );
}

function fateOf(run: Run): SlotFate {
  if (isFinished(run) && run.state.outcome === 'skipped') return 'skipped';
  return run.createdAt > plus(run.slot, late) ? 'late' : 'ran';
}

/** Slots that had come by then, while nothing was in progress that could have served them. */
function unserved(read: WhyFactsRead, at: EpochMs, fate: SlotFate): readonly SlotRecord[] {
  const { rows, audit, runs, startDelay } = read;
  const { config } = configThen(rows.config, audit, at, startDelay);
  if (config === undefined || config.pause !== undefined || activeThen(runs, at) !== undefined) return [];
  const plan = adaptedPlan(config, adaptedThen({ rows, audit, at }).adapted);
  const { overdue, slot } = slotsThen(plan, historyThen(config, runs, at), { at, upTo: at }, false);
  const last = slot?.at ?? overdue?.last;
  const missed = (overdue?.count ?? 0) - (slot === undefined ? 1 : 0);
  return last === undefined ? [] : [{ at: last, fate, missed, run: undefined }];
}

export function summarise(records: readonly SlotRecord[]): SlotSummary {
  const count = (fate: SlotFate, weigh: (record: SlotRecord) => number): number =>
    records.reduce((sum, record) => sum + (record.fate === fate ? weigh(record) : 0), 0);
  const all = ({ missed }: SlotRecord) => 1 + missed;
  const earlier = ({ missed }: SlotRecord) => missed;
  const ran = count('ran', () => 1);
  const counts = {
    ran,
    late: count('late', () => 1),
    skipped: count('skipped', all),
    missed: count('ran', earlier) + count('late', earlier),
    dropped: count('dropped', all),
    pending: count('pending', all),
  };
  const planned = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return { planned, ...counts, shareKept: planned === 0 ? undefined : ran / planned };
}
