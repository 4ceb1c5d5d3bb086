/** Somebody tells for which dates input has arrived, in place of a procedure that is asked. */
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { recordTold, type ToldDate } from '../../core/coverage/record-told.ts';
import { type EpochMs, epochMsToLocalDate } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, type Effect, executeCommand } from './execute-command.ts';

export interface TellPendingRequest {
  readonly dates: readonly ToldDate[];
  readonly reason?: string;
}

export const tellPending = (
  world: World,
  caller: Caller,
  request: TellPendingRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, (snapshot, now) => decideTold(snapshot, request.dates, now));

function decideTold(
  { config, state }: ReadySnapshot,
  dates: readonly ToldDate[],
  now: EpochMs,
): Effect | CommandRefusal {
  const today = epochMsToLocalDate(now, config.timeZone);
  const ahead = dates.find(({ date }) => date > today);
  if (ahead !== undefined) {
    const expected = `dates up to today, ${today}`;
    return { kind: 'refused', why: 'value_refused', field: 'dates', value: ahead.date, expected };
  }
  const { late, noted, givenUp } = recordTold(state, dates, now);
  const all = [...new Set(dates.map(({ date }) => date))];
  const notNeeded = all.filter((date) => !noted.includes(date));
  return {
    kind: 'effect',
    outcome: { kind: 'pending_told', noted: all.filter((date) => noted.includes(date)), notNeeded, givenUp },
    change: { state: { ...state, late } },
    before: null,
    after: { dates },
  };
}
