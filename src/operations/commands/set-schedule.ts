/**
 * Replaces the schedule document, if nobody has changed it since the caller read it. The next slot is no sooner than the
 * start delay.
 */
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import type { JobConfig } from '../../core/job/job-config.ts';
import { documentOf, type ProposedSchedule, replaceSchedule } from '../../core/job/propose-schedule.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface SetScheduleRequest {
  readonly proposed: ProposedSchedule;
  /** The revision that the change is based on; undefined replaces whatever there is. */
  readonly basedOn: number | undefined;
  readonly reason?: string;
}

export const setSchedule = (
  world: World,
  caller: Caller,
  { proposed, basedOn, reason }: SetScheduleRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, reason, ({ config }, now) => {
    const outdated = outdatedBase(config, basedOn);
    if (outdated !== undefined) return outdated;
    const replaced = replaceSchedule(config, proposed, caller.actor, now, world.settings);
    if (replaced.kind === 'refused')
      return { kind: 'refused', why: 'schedule_refused', problems: replaced.problems };
    const changed = replaced.kind === 'changed';
    return {
      kind: 'effect',
      outcome: { kind: 'schedule_set', changed },
      ...(changed ? { change: { config: replaced.config } } : {}),
      before: documentOf(config),
      after: documentOf(replaced.config),
    };
  });

function outdatedBase({ revision = 0 }: JobConfig, given: number | undefined): CommandRefusal | undefined {
  return given === undefined || given === revision
    ? undefined
    : { kind: 'refused', why: 'revision_changed', given, revision };
}
