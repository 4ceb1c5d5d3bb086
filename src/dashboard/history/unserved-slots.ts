/** Between which rows of the history planned slots were not served. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import type { PlannedSlotView, SlotsView } from '../why/why-shapes.ts';

export interface Unserved {
  /** Before which row they stand: its place in the list, whose newest comes first. */
  readonly before: number;
  /** Newest first. */
  readonly slots: readonly [PlannedSlotView, ...PlannedSlotView[]];
}

/** A month: more the API does not answer at once. */
const longestPeriod = 31 * 86_400_000;

/** The address of the slots around the runs of a page; undefined where there are none. */
export function slotsPath(runs: readonly RunView[], isFirst: boolean, now: number): string | undefined {
  const times = runs.map(startOf);
  const newest = times[0];
  const oldest = times.at(-1);
  if (newest === undefined || oldest === undefined) return undefined;
  // On the first page, also what came after the newest run. What is not over yet is no gap.
  const to = isFirst ? Math.max(now, newest) : newest;
  const from = Math.max(Math.min(oldest, to), to - longestPeriod);
  if (from >= to) return undefined;
  return `/scheduler/slots?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
}

const startOf = ({ started_at, slot }: RunView): number => Date.parse(started_at ?? slot);

/** A skip has a row of its own, and a late run is one. */
export function unservedIn({ slots }: SlotsView, runs: readonly RunView[]): readonly Unserved[] {
  const open = slots.filter(({ kind }) => kind === 'missed' || kind === 'dropped');
  const byPlace = Map.groupBy(open, ({ planned_at }) => {
    const found = runs.findIndex((run) => startOf(run) <= Date.parse(planned_at));
    return found === -1 ? runs.length : found;
  });
  return [...byPlace].flatMap(([before, [first, ...rest]]) =>
    first === undefined ? [] : [{ before, slots: [first, ...rest] as const }],
  );
}
