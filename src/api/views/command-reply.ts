/** The answer to a command that was carried out. It is kept with the idempotency key, as JSON. */
import type { CommandDone } from '../../core/job/command-outcome.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { ChangeData } from '../schemas/answers.ts';
import { urlOfRun } from '../routes.ts';
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
      return changed(`Scheduler stopped${alsoCancels(outcome.runId)}`, outcome.runId);
    case 'was_already_paused':
      return changed(`Scheduler was already stopped${alsoCancels(outcome.runId)}`, outcome.runId);
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
    case 'interval_set':
      return changed(
        `Interval set from ${intervalHoursOf(outcome.before)} to ${intervalHoursOf(outcome.after)} hours`,
      );
    case 'lease_ended':
      return changed(
        `Lease of ${outcome.holder} ended: the next tick asks SQL Server what became of run ${outcome.runId}`,
        outcome.runId,
      );
  }
}

const alsoCancels = (runId: string | undefined): string =>
  runId === undefined ? '' : `; run ${runId} is being cancelled`;
