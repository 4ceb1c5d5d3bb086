/** Where the history has gaps: planned slots that no run served, and runs that came late. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import type { SlotRecordView, SlotsView } from '../../api/schemas/why-schemas.ts';

/** As much of a record as the history needs. */
export interface SlotFate extends Pick<SlotRecordView, 'at' | 'kind' | 'missed_slots' | 'delay_seconds'> {
  readonly run: { readonly id: string } | null;
}

export interface SlotFates extends Pick<SlotsView, 'to'> {
  readonly slots: readonly SlotFate[];
}

/** As much of a run as tells where it stands. */
type Began = Pick<RunView, 'started_at' | 'slot'>;

export interface Unserved {
  /** Before which row they stand: its place in the list, whose newest comes first. */
  readonly before: number;
  readonly count: number;
  /** The last ones known by their time, which the count may exceed. */
  readonly oldest: string;
  readonly newest: string;
}

/** As long after its slot a run is not late. */
const punctual = 600_000;
const hour = 3_600_000;
/** A month: more the API does not answer at once. */
const longestPeriod = 31 * 86_400_000;

/** The address of the slots around the runs of a page; undefined where there are none. On the first one, up to now. */
export function slotsPath(runs: readonly Began[], isFirst: boolean, now: number): string | undefined {
  const times = runs.map(timeOf);
  const newest = times[0];
  const oldest = times.at(-1);
  if (newest === undefined || oldest === undefined || (newest === oldest && !isFirst)) return undefined;
  // By the hour, so that the address does not change with each moment.
  const to = isFirst ? (Math.floor(now / hour) + 1) * hour : newest;
  const from = new Date(Math.max(oldest, to - longestPeriod)).toISOString();
  return `/scheduler/slots?from=${from}${isFirst ? '' : `&to=${new Date(to).toISOString()}`}`;
}

/** When a run began. One that has not stands at its slot. */
export const startOf = ({ started_at: started, slot }: Began): string => started ?? slot;

const timeOf = (run: Began): number => Date.parse(startOf(run));

/** No run has served it, and by `to`, the end of the period, one would be late. */
export const isUnserved = (
  { kind, at }: Pick<SlotFate, 'kind' | 'at'>,
  { to }: Pick<SlotFates, 'to'>,
): boolean => kind === 'dropped' || (kind === 'pending' && Date.parse(at) <= Date.parse(to) - punctual);

/** A skip has a row of its own, and so has the run that caught up on something. */
export function unservedIn(fates: SlotFates, runs: readonly Began[]): readonly Unserved[] {
  const open = fates.slots.filter((slot) => isUnserved(slot, fates));
  const byPlace = Map.groupBy(open, ({ at }) => {
    const found = runs.findIndex((run) => timeOf(run) <= Date.parse(at));
    return found === -1 ? runs.length : found;
  });
  return [...byPlace].map(([before, records]) => ({
    before,
    count: records.reduce((sum, { missed_slots: missed }) => sum + missed + 1, 0),
    oldest: records.at(-1)?.at ?? '',
    newest: records[0]?.at ?? '',
  }));
}

/** What became of the slot that this run served late. */
export const lateIn = (slots: SlotFates | undefined, id: string): SlotFate | undefined =>
  slots?.slots.find(({ kind, run }) => kind === 'late' && run?.id === id);
