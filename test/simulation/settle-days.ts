/** At the end, when nothing goes wrong any more: what was missing by then becomes settled, in a bounded time. */
import { daysClaim } from './checks/recovery.ts';
import { Violation } from './checks/check.ts';
import { closedThen } from './checks/backfill.ts';
import { DayBook, dateOf, dayAt, dayOf, daysOf, isOverAt } from './checks/day-book.ts';
import { longestQuiet } from './documents.ts';
import { rightTime } from './host-clock.ts';
import type { Scenario } from './scenario.ts';
import type { Simulation } from './simulation.ts';
import type { Rows } from './truth.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const mostFailures = 3;

/**
 * Missing now, and for a day or longer: between slots that leave no room, a date has to be as old before a slot waits
 * for it.
 */
function missingForADay({ config, state }: Rows, book: DayBook, now: number): readonly number[] {
  const { coverage, closing } = state;
  if (coverage === undefined) return [];
  const closed = closedThen(closing, now);
  const passed = dayAt(now, config.timeZone) - config.daysBack;
  const first = Math.max(dayOf(coverage.since), closed + 1);
  return Array.from({ length: Math.max(0, passed - first) }, (_, index) => first + index).filter(
    (each) => isOverAt(each, coverage) <= now - day && !book.isSettled(each, coverage),
  );
}

/** What the row says to whoever asks why dates stay missing. */
export function rests(
  { state: { backfill, coverage }, config }: Rows,
  { settings, usual }: Scenario,
): boolean {
  if (coverage === undefined || coverage.zone !== config.timeZone) return false;
  if (backfill === undefined) return settings.backfill === 'ask';
  if (backfill.failures >= mostFailures || backfill.paused !== undefined) return true;
  // Where slots leave no room, they wait for a plan only once it is a day old.
  const { schedule } = config;
  const hasRoom = schedule.kind === 'interval' && schedule.hours * 60 * minute > 3 * usual;
  return backfill.plan === undefined ? settings.backfill === 'ask' : !hasRoom;
}

export async function settleDays(simulation: Simulation, scenario: Scenario): Promise<void> {
  const { kernel, truth, days } = simulation;
  const planned = truth.rows?.state.backfill?.plan;
  const asked = truth.rows && missingForADay(truth.rows, days, rightTime(kernel));
  const until =
    kernel.now +
    timeToSettle(
      truth.rows,
      scenario,
      (asked?.length ?? 0) + (planned === undefined ? 0 : daysOf(planned).length),
    );
  let seen: Rows | undefined;
  const left = (): readonly number[] => {
    const { coverage } = truth.rows?.state ?? {};
    const closed = closedThen(truth.rows?.state.closing, rightTime(kernel));
    return coverage === undefined
      ? []
      : (asked ?? []).filter((each) => each > closed && !days.isSettled(each, coverage));
  };
  const isOver = (): boolean => {
    if (seen === truth.rows) return false;
    seen = truth.rows;
    return seen === undefined || rests(seen, scenario) || (left().length === 0 && !isPlanned(seen));
  };
  const isPlanned = ({ state }: Rows): boolean =>
    planned !== undefined && state.backfill?.plan?.id === planned.id;
  while (!isOver())
    if (kernel.now > until || !(await simulation.step()))
      throw new Violation(
        daysClaim,
        `${left().map(dateOf).join(', ') || 'nothing is'} missing since ${Math.round((kernel.now - until) / minute)} minutes after the time was up; backfill: ${JSON.stringify(truth.rows?.state.backfill)}`,
      );
}

/** Between two chunks: a run of the schedule with its interval, and the wait after a failure. */
export function timeToSettle(
  rows: Rows | undefined,
  { settings, usual, tickEvery, documents }: Scenario,
  missing: number,
): number {
  const { schedule } = rows?.config ?? {};
  const interval = schedule?.kind === 'interval' ? schedule.hours * 60 * minute : 180 * minute;
  const wait = Math.max(0, ...settings.retryDelays);
  const chunk = interval + 8 * usual + settings.startDelay + wait + 10 * tickEvery;
  const steady = 45 * minute;
  return steady + (documents ? 2 * longestQuiet : 0) + (missing + 2) * chunk;
}
