/** English: what went wrong, and what happens next. */
import { plural } from './plural.ts';
import type { ErrorCode } from '../../../api/error-codes.ts';
import type { Refused } from '../../api/client.ts';

const explain: (refused: Refused) => string | undefined = () => undefined;

export const problems = {
  unreachable: 'The API is not answering.',
  stale: (time: string) => `Showing data from ${time}.`,
  again: 'Retrying automatically.',
  notDrawn: "This page cannot display the app's answer: it may be out of date.",
  reload: 'Reload the page',
  notDone: 'That did not work.',
  /** What the lead does not say. Undefined where the words of the API say it best. */
  explain,
  /** Below a form that can be sent again with a confirmation. */
  notSettled: (dates: string) =>
    `Not complete yet: ${dates}. Wait until these days are computed, or close the period nevertheless: then they stay as they are.`,
  closedBy: (day: string, by: string, reason: string) =>
    `${by} closed the period through ${day}: ${reason}. An administrator can reopen it for a while.`,
  /** `row`: the first of them. */
  leftOut: (count: number, row: string) =>
    `${plural(count, 'row', 'rows')} of the table cannot be read and ${count === 1 ? 'is' : 'are'} left out: ${row}${count === 1 ? '' : ' and others'}.`,
  /** Above words of the API that only exist in English; empty in English. */
  inEnglish: '',
  notAnswered: 'No answer: it may or may not have worked. Retrying is safe.',
  code: {
    invalid_request: 'The request is not valid.',
    malformed_json: 'The request could not be read.',
    unauthenticated: 'Sign in first.',
    forbidden: 'Your role does not allow this.',
    cross_site: 'The request seemed to come from another site.',
    not_found: 'There is no such run.',
    run_active: 'A run is already in progress or waiting.',
    run_finished: 'The run has already ended.',
    notes_full: 'This run has as many notes as it can have.',
    nothing_held: 'Nobody holds the lease.',
    not_configured: 'The settings no longer have this channel.',
    period_closed: 'These days are in a closed period.',
    not_settled: 'The period has not been closed.',
    nothing_closed: 'No period is closed.',
    plan_active: 'Backfill is still working on another plan.',
    nothing_missing: 'Every day of this range is complete already.',
    length_required: 'The request did not state its length.',
    body_too_large: 'The request is too large.',
    unsupported_media_type: 'The request has the wrong content type.',
    idempotency_key_reused: 'That request id was already used for something else: try again.',
    cooling_down: 'A run was requested a moment ago: wait a little.',
    too_many_requests: 'Too many requests in a short time: wait a little.',
    internal_error: 'Internal error: the log of the app has the details.',
    misconfigured: 'The settings of the app are wrong.',
    storage_unavailable: 'The app cannot reach or read its storage.',
    revision_changed: 'Somebody else has changed the schedule meanwhile.',
    precondition_required: 'The request did not say which version it is based on.',
    row_damaged: 'A row in the storage cannot be read.',
  } satisfies Record<ErrorCode, string>,
};
