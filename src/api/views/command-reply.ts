/** The answer to a command that was carried out. It is kept with the idempotency key, as JSON. */
import type { CommandDone } from '../../core/job/command-outcome.ts';
import type { JobConfig } from '../../core/job/job-config.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { ChangeData } from '../schemas/answers.ts';
import type { StatusView } from '../schemas/status-schemas.ts';
import { urlOfRun } from '../routes.ts';
import { epochMsToIso } from '../../core/time/time.ts';
import { backfillMessage } from './backfill-reply.ts';
import { toChannelReply } from './channel-reply.ts';
import { closingMessage } from './closing-reply.ts';
import { toDocumentView } from './document-view.ts';
import { toStatusView } from './status-view.ts';

export interface Reply {
  readonly status: 200 | 202;
  readonly message: string;
  readonly data: ChangeData;
  readonly runId?: string;
}

export function toReply({ outcome, snapshot, at }: CommandDone, settings: Settings): Reply {
  const changed = (message: string, runId?: string): Reply => ({
    status: 200,
    message,
    data: toStatusView(snapshot, at, settings),
    ...omitUndefined({ runId }),
  });
  const stopped = (message: string, cancelled: string | undefined): Reply => {
    const after = whatBecomesOfTheRun(cancelled, toStatusView(snapshot, at, settings));
    return changed(`${message}${after}`, cancelled);
  };
  const ofRun = (status: Reply['status'], message: string, runId: string): Reply => ({
    status,
    message,
    data: { run_id: runId, url: urlOfRun(runId) },
    runId,
  });
  switch (outcome.kind) {
    case 'resumed':
      return changed('Scheduler started');
    case 'was_not_paused':
      return changed('Scheduler was already running');
    case 'paused':
      return stopped('Scheduler stopped', outcome.runId);
    case 'was_already_paused':
      return stopped('Scheduler was already stopped', outcome.runId);
    case 'run_requested':
      return ofRun(202, 'Accepted: the run starts with the next tick', outcome.runId);
    case 'run_cancelled':
      return ofRun(200, 'Cancelled before it started', outcome.runId);
    case 'cancellation_requested':
      return ofRun(
        202,
        'Accepted: the run receives the cancellation request with its next heartbeat',
        outcome.runId,
      );
    case 'run_noted':
      return ofRun(200, `Note added to run ${outcome.runId}`, outcome.runId);
    case 'interval_set':
      return changed(
        `Interval set from ${intervalHoursOf(outcome.before)} to ${intervalHoursOf(outcome.after)} hours`,
      );
    case 'schedule_set':
      return scheduleReply(outcome.changed, snapshot.config);
    case 'channel_muted':
    case 'channels_tested':
      return toChannelReply(outcome, snapshot.config.timeZone);
    case 'period_closed':
    case 'period_reopened':
      return changed(closingMessage(outcome, snapshot.config.timeZone));
    case 'plan_made':
    case 'backfill_paused':
    case 'backfill_was_paused':
    case 'backfill_resumed':
    case 'backfill_was_not_paused':
    case 'plan_cancelled':
    case 'no_plan':
      return changed(backfillMessage(outcome, snapshot.state));
    case 'pending_told':
      return toldReply(outcome);
    case 'lease_ended':
      return changed(
        `Lease of ${outcome.holder} ended: the next tick asks SQL Server what became of run ${outcome.runId}`,
        outcome.runId,
      );
  }
}

function scheduleReply(changed: boolean, config: JobConfig): Reply {
  const { revision = 0, notBefore, timeZone } = config;
  return {
    status: 200,
    message: changed
      ? `Schedule changed: revision ${revision}`
      : `Schedule was already like this: revision ${revision}`,
    data: { revision, document: toDocumentView(config), not_before: epochMsToIso(notBefore, timeZone) },
  };
}

/** Whoever stops the scheduler may think that this stops the procedure too. */
function whatBecomesOfTheRun(
  cancelled: string | undefined,
  { current_run: run, reason }: StatusView,
): string {
  if (cancelled !== undefined) return `; run ${cancelled} is being cancelled`;
  if (run === null) return '';
  if (run.stop_order !== null) return `; run ${run.id} is already being stopped`;
  const command = `to cancel it, POST ${urlOfRun(run.id)}/cancel`;
  return reason.code === 'retry_held_by_pause'
    ? `; run ${run.id} keeps waiting for its next attempt until the schedule is resumed: ${command}`
    : `; run ${run.id} goes on: ${command}`;
}

function toldReply({
  noted,
  notNeeded,
  givenUp,
}: Extract<CommandDone['outcome'], { readonly kind: 'pending_told' }>): Reply {
  const anyway = notNeeded.length === 0 ? '' : `; runs compute ${countOf(notNeeded.length)} anyway`;
  return {
    status: 200,
    message: `Late input noted for ${countOf(noted.length)}${anyway}`,
    data: { noted, not_needed: notNeeded, given_up: givenUp },
  };
}

const countOf = (dates: number): string => (dates === 1 ? '1 date' : `${dates} dates`);
