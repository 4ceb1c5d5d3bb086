/** A decision's reason as the API shows it: in words, and in parts for whoever words it in another language. */
import type { ReasonView } from '../schemas/status-schemas.ts';
import { describeReason, type Reason } from '../../core/job/reason.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { type EpochMs, epochMsToIso, type TimeZone } from '../../core/time/time.ts';

export const toReasonView = (reason: Reason, zone: TimeZone, now: EpochMs): ReasonView => ({
  code: reason.code,
  text: describeReason(reason, zone, now),
  ...partsOf(reason, (instant) => epochMsToIso(instant, zone)),
});

function partsOf(reason: Reason, iso: (instant: EpochMs) => string): Omit<ReasonView, 'code' | 'text'> {
  switch (reason.code) {
    case 'first_start':
    case 'paused':
    case 'nothing_scheduled':
      return {};
    case 'pause_over':
      return { at: iso(reason.until) };
    case 'waiting_for_slot':
      return { at: iso(reason.at), cause: reason.cause };
    case 'slot_due':
    case 'catch_up_off':
      return {
        at: iso(reason.at),
        missed_slots: reason.missed,
        ...(reason.first !== undefined && { first_slot: iso(reason.first) }),
      };
    case 'slot_while_running':
      return { at: iso(reason.at), run_id: reason.runId };
    case 'requested':
      return {
        at: iso(reason.at),
        run_id: reason.runId,
        by: reason.by,
        ...omitUndefined({ by_id: reason.byId }),
      };
    case 'retry_due':
    case 'waiting_for_retry':
      return { at: iso(reason.at), run_id: reason.runId, attempt: reason.attempt };
    case 'retry_held_by_pause':
      return { run_id: reason.runId };
    case 'holder_lost':
      return { since: iso(reason.expiredAt), run_id: reason.runId };
    case 'outcome_open':
    case 'orphaned':
      return { since: iso(reason.since), run_id: reason.runId, lost: reason.lost };
    case 'running':
    case 'stopping':
      return { since: iso(reason.since), run_id: reason.runId };
  }
}
