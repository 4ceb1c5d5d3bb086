/** What became of each hour of the last weeks. Hours are those of the schedule's wall clock, as the API writes them. */
import type { RunView } from '../../api/schemas/run-schemas.ts';
import type { OtherRunView, SlotRecordView, SlotsView } from '../../api/schemas/why-schemas.ts';
import { isUnserved } from '../history/unserved-slots.ts';
import { addDays } from '../time/spans.ts';

/** Where an hour has several, the first of them is shown. */
export const planStates = [
  'failed',
  'timed_out',
  'lost',
  'unserved',
  'skipped',
  'cancelled',
  'late',
  'succeeded',
  'active',
  'backfill',
  'request',
  'down',
  'paused',
] as const;
export type PlanState = (typeof planStates)[number];

export interface Happened {
  readonly at: string;
  readonly state: PlanState;
  readonly slot?: Slot;
  readonly other?: OtherRunView;
}

export interface Hour {
  /** `2026-11-26T07:00`, without an offset: the API asks for none. */
  readonly at: string;
  readonly state: PlanState | undefined;
  /** Empty also where the schedule was paused or nothing ran. */
  readonly happened: readonly Happened[];
}

export interface Day {
  readonly date: string;
  readonly hours: readonly Hour[];
}

/** As much of the API's answer as this needs. */
export interface Slot extends Pick<SlotRecordView, 'at' | 'kind' | 'delay_seconds' | 'missed_slots'> {
  readonly run: Pick<RunView, 'outcome' | 'skip_reason'> | null;
}

export interface Read extends Pick<SlotsView, 'from' | 'to' | 'gaps' | 'pauses' | 'other_runs'> {
  readonly slots: readonly Slot[];
}

/** The latest day first, and none before the first one on which something happened. */
export function daysOf(read: Read): readonly Day[] {
  const byHour = Map.groupBy(happenedIn(read), ({ at }) => at.slice(0, 13));
  const days: Day[] = [];
  for (let date = read.to.slice(0, 10); date >= read.from.slice(0, 10); date = addDays(date, -1)) {
    const hours = Array.from({ length: 24 }, (_, hour) => {
      const key = `${date}T${String(hour).padStart(2, '0')}`;
      return hourOf(read, `${key}:00`, byHour.get(key) ?? []);
    });
    days.push({ date, hours });
  }
  return days.slice(0, days.findLastIndex(({ hours }) => hours.some(({ state }) => state)) + 1);
}

function hourOf({ gaps, pauses }: Read, at: string, unordered: readonly Happened[]): Hour {
  const happened = unordered.toSorted((one, other) => rank(one.state) - rank(other.state));
  // By the wall clock: on the day of a change, an hour that comes twice is one.
  const isIn = (from: string, to: string): boolean => from.slice(0, 16) <= at && at < to.slice(0, 16);
  const down = gaps.some(({ silent_from: from, to }) => isIn(from, to)) ? 'down' : undefined;
  const paused = pauses.some(({ from, to }) => isIn(from, to)) ? 'paused' : undefined;
  return { at, state: happened[0]?.state ?? paused ?? down, happened };
}

const rank = (state: PlanState): number => planStates.indexOf(state);

function happenedIn(read: Read): readonly Happened[] {
  return [
    ...read.slots
      .filter((slot) => slot.kind !== 'pending' || isUnserved(slot, read))
      .map((slot) => ({ at: slot.at, state: stateOf(slot), slot })),
    ...read.other_runs.map((other) => {
      const { at, outcome, trigger } = other;
      const state = outcome === null || outcome === 'succeeded' ? triggered[trigger] : outcome;
      return { at, state, other };
    }),
  ];
}

const triggered = { schedule: 'succeeded', request: 'request', backfill: 'backfill' } as const;

function stateOf({ kind, run }: Slot): PlanState {
  switch (kind) {
    case 'dropped':
    case 'pending':
      return 'unserved';
    case 'skipped':
      return 'skipped';
    case 'late':
    case 'ran': {
      const outcome = run?.outcome ?? 'active';
      return kind === 'late' && (outcome === 'succeeded' || outcome === 'active') ? 'late' : outcome;
    }
  }
}
