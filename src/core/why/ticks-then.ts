/** Whether ticks came at an instant of the past. */
import type { ControlRows } from '../job/snapshot.ts';
import { lastTicks, type TickGap } from '../job/tick-record.ts';
import type { EpochMs } from '../time/time.ts';

/** What is known of ticks at an instant: from the gap that it lies in, if there is one. */
export type TicksThen =
  | { readonly kind: 'came' }
  | { readonly kind: 'none'; readonly gap: Omit<TickGap, 'to'> & { readonly to?: EpochMs } }
  | { readonly kind: 'unknown'; readonly since?: EpochMs };

export function ticksAt(
  at: EpochMs,
  { ticks: mark, ...rows }: ControlRows,
  gaps: readonly TickGap[],
  now: EpochMs,
): TicksThen {
  if (mark === undefined) return { kind: 'unknown' };
  if (at < mark.since) return { kind: 'unknown', since: mark.since };
  const gap = gaps.find(({ from, to }) => from < at && at < to);
  if (gap !== undefined) return { kind: 'none', gap };
  const { from, silentFrom } = lastTicks(mark, rows, now);
  return now > silentFrom && at > from ? { kind: 'none', gap: { from, silentFrom } } : { kind: 'came' };
}
