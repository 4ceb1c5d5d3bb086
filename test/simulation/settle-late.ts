/** At the end: every date of whose late rows the scheduler has heard, or will hear with its next question, is computed again. */
import { closedThen } from './checks/backfill.ts';
import { Violation } from './checks/check.ts';
import { dateOf, dayAt, isOverAt } from './checks/day-book.ts';
import { lateClaim } from './checks/recovery.ts';
import { rightTime } from './host-clock.ts';
import type { Scenario } from './scenario.ts';
import { rests, timeToSettle } from './settle-days.ts';
import type { Simulation } from './simulation.ts';
import type { Rows } from './truth.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Between slots that leave no room, a date must have been over for a day before a slot waits for it. */
function comesByItself(date: number, { config, state }: Rows, now: number): boolean {
  const { coverage, closing } = state;
  if (coverage === undefined || date <= closedThen(closing, now)) return false;
  return date < dayAt(now, config.timeZone) - config.daysBack && isOverAt(date, coverage) <= now - day;
}

export async function settleLate(simulation: Simulation, scenario: Scenario): Promise<void> {
  const { kernel, truth, late, server } = simulation;
  // Rows bear the time of the server: a process whose clock is ahead asks from an instant after it.
  const asked = scenario.settings.pending.procedure !== undefined && !scenario.clocksJump;
  const left = (): readonly number[] => {
    const { rows } = truth;
    if (rows === undefined) return [];
    return late.unseen(server.payroll, asked).filter((date) => comesByItself(date, rows, rightTime(kernel)));
  };
  const { quiet, every } = scenario.settings.pending;
  const patience = 2 * quiet + 4 * every + 10 * minute;
  const until = kernel.now + patience + timeToSettle(truth.rows, scenario, left().length);
  let seen: Rows | undefined;
  const isOver = (): boolean => {
    if (seen === truth.rows) return false;
    seen = truth.rows;
    return seen === undefined || rests(seen, scenario) || left().length === 0;
  };
  while (!isOver())
    if (kernel.now > until || !(await simulation.step()))
      throw new Violation(
        lateClaim,
        `${left().map(dateOf).join(', ')} not computed again since rows arrived; the state has ${JSON.stringify(truth.rows?.state.late)}, backfill: ${JSON.stringify(truth.rows?.state.backfill)}`,
      );
}
