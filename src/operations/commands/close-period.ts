/** Closes a period, so that nothing computes its dates any more, or reopens it for a while. */
import {
  type CloseRequest,
  type DecidedClosing,
  decideClosing,
  decideReopening,
  type ReopenRequest,
} from '../../core/coverage/decide-closing.ts';
import type { JobState } from '../../core/job/job-state.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, type Effect, executeCommand } from './execute-command.ts';

export const closePeriod = (world: World, caller: Caller, request: CloseRequest): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, (snapshot, now) => {
    const decided = decideClosing(snapshot, caller.actor, request, now, world.settings.coverageSince);
    if (decided.kind === 'refused') return decided;
    const { closing, changed, unsettled } = decided;
    return effectOf(snapshot.state, decided, { kind: 'period_closed', closing, changed, unsettled });
  });

export const reopenPeriod = (world: World, caller: Caller, request: ReopenRequest): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, (snapshot, now) => {
    const decided = decideReopening(snapshot, caller.actor, request, now);
    if (decided.kind === 'refused') return decided;
    const { closing, changed } = decided;
    return effectOf(snapshot.state, decided, { kind: 'period_reopened', closing, changed });
  });

const effectOf = (
  state: JobState,
  { closing, changed, unsettled }: DecidedClosing,
  outcome: Effect['outcome'],
): Effect => ({
  kind: 'effect',
  outcome,
  ...(changed ? { change: { state: { ...state, closing } } } : {}),
  before: state.closing ?? null,
  // Whoever confirmed it had been shown these dates.
  after: unsettled.length === 0 ? closing : { ...closing, not_settled: unsettled },
});
