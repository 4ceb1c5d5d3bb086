/** Why a command was refused, as the API says it. */
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import type { ChannelName } from '../../core/notices/channel.ts';
import { mostNotes } from '../../core/run/run-note.ts';
import { type DurationMs, epochMsToIso, toSeconds } from '../../core/time/time.ts';
import { refusedDocument } from '../proposed-schedule.ts';
import { toClosingRefusal } from './closing-reply.ts';
import { damagedRun, invalid, noSuchRun, type Refusal, refuse } from '../refusals.ts';
import { toBackfillRefusal } from './backfill-reply.ts';

export function toRefusal(refusal: CommandRefusal): Refusal {
  switch (refusal.why) {
    case 'no_such_run':
      return noSuchRun(refusal.runId);
    case 'run_active': {
      const { runId, state } = refusal;
      return refuse('run_active', `run ${runId} is ${state}: wait for its end or cancel it first`, { runId });
    }
    case 'run_finished': {
      const { runId } = refusal;
      return refuse('run_finished', `run ${runId} has already ended`, { runId });
    }
    case 'run_damaged':
      return damagedRun(refusal.damaged);
    case 'notes_full': {
      const { runId } = refusal;
      const message = `run ${runId} has ${mostNotes} notes, as many as its row keeps`;
      return refuse('notes_full', message, { runId });
    }
    case 'lease_free':
      return refuse('nothing_held', 'nobody holds the lease: there is nothing to unlock');
    case 'cooling_down': {
      const retryAfterSeconds = secondsToWait(refusal.wait);
      const message = `a run was requested a moment ago: the next request is accepted in ${retryAfterSeconds} s (FORCE_COOLDOWN_SECONDS)`;
      return refuse('cooling_down', message, { retryAfterSeconds });
    }
    case 'too_many_requests': {
      const retryAfterSeconds = secondsToWait(refusal.wait);
      const message = `too many commands: at most ${refusal.perMinute} a minute (RATE_LIMIT_PER_MINUTE), and few at the same moment; try again in ${retryAfterSeconds} s`;
      return refuse('too_many_requests', message, { retryAfterSeconds });
    }
    case 'key_reused':
      return keyReused();
    case 'audit_full': {
      const message =
        'the audit has reached its last number, 999999999, which only a damaged row leads to: see "A row cannot be read" in docs/operation.md';
      return refuse('row_damaged', message);
    }
    case 'answer_damaged': {
      const { row, problem } = refusal.damaged;
      const message = `this Idempotency-Key was used before, but its answer cannot be read (row ${row}: ${problem}), so nothing was done now: look at the audit for what was done then, and use a new key`;
      return refuse('row_damaged', message);
    }
    case 'not_configured':
      return notConfigured(refusal.channel);
    case 'pause_would_be_over': {
      const value = epochMsToIso(refusal.until, refusal.timeZone);
      return invalid([{ field: 'until', value, expected: 'an instant in the future' }]);
    }
    case 'revision_changed': {
      const { given, revision } = refusal;
      const details = [{ field: 'If-Match', value: `"${given}"`, expected: `"${revision}"` }];
      const message = `somebody has changed the schedule: revision ${revision} is in force, the change was based on ${given}; read it again, and decide anew`;
      return refuse('revision_changed', message, { details, revision });
    }
    case 'schedule_refused':
      return refusedDocument(refusal.problems);
    case 'range_refused':
      return invalid([refusal.range]);
    case 'value_refused':
    case 'period_closed':
    case 'closed_already':
    case 'not_settled':
    case 'nothing_closed':
      return toClosingRefusal(refusal);
    case 'plan_active':
    case 'nothing_missing':
      return toBackfillRefusal(refusal);
  }
}

const secondsToWait = (wait: DurationMs): number => Math.ceil(toSeconds(wait));

function keyReused(): Refusal {
  const details = [{ field: 'Idempotency-Key', expected: 'a key that was not used for a different request' }];
  const message = 'this Idempotency-Key was used for a different request: use a new key for each new request';
  return refuse('idempotency_key_reused', message, { details });
}

function notConfigured(channel: ChannelName | undefined): Refusal {
  if (channel === undefined)
    return refuse('not_configured', 'no channel for notices is configured: see docs/notices.md');
  const details = [{ field: 'channel', value: channel, expected: 'a channel that is configured' }];
  return refuse('not_configured', `the channel ${channel} is not configured`, { details });
}
