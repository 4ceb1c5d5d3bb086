/** The parts of a reason, for whoever words it in another language. */
import { expect, test } from 'vitest';
import type { Reason } from '../../../src/core/job/reason.ts';
import { toReasonView } from '../../../src/api/views/reason-view.ts';
import { afterHours, jakarta, start, runIdOf } from '../../support/core-samples.ts';

const nine = '2026-11-24T09:00:00.000+07:00';
const at = afterHours(2);
const since = at;
const runId = runIdOf(1);
const run_id = runId;
const pause = { by: 'siti', reason: 'closing', since: start };

test.each<readonly [Reason, object]>([
  [{ code: 'first_start' }, {}],
  // Who, why and since when are in `paused`.
  [{ code: 'paused', pause }, {}],
  [{ code: 'pause_over', until: at }, { at: nine }],
  [
    { code: 'waiting_for_slot', at, cause: 'fixed_rate' },
    { at: nine, cause: 'fixed_rate' },
  ],
  [
    { code: 'slot_due', at, missed: 0 },
    { at: nine, missed_slots: 0 },
  ],
  [
    { code: 'slot_due', at, missed: 2, first: start },
    { at: nine, missed_slots: 2, first_slot: '2026-11-24T07:00:00.000+07:00' },
  ],
  [
    { code: 'slot_while_running', at, runId },
    { at: nine, run_id },
  ],
  [
    { code: 'requested', runId, by: 'siti', at },
    { at: nine, run_id, by: 'siti' },
  ],
  [
    { code: 'retry_due', runId, attempt: 2, at },
    { at: nine, run_id, attempt: 2 },
  ],
  [
    { code: 'waiting_for_retry', runId, attempt: 2, at },
    { at: nine, run_id, attempt: 2 },
  ],
  [{ code: 'retry_held_by_pause', runId, pause }, { run_id }],
  [
    { code: 'running', runId, since },
    { since: nine, run_id },
  ],
  [
    { code: 'stopping', runId, since },
    { since: nine, run_id },
  ],
  [
    { code: 'holder_lost', runId, expiredAt: at },
    { since: nine, run_id },
  ],
  [
    { code: 'outcome_open', runId, since, lost: 'shutdown' },
    { since: nine, run_id, lost: 'shutdown' },
  ],
  [
    { code: 'orphaned', runId, since, lost: 'connection' },
    { since: nine, run_id, lost: 'connection' },
  ],
])('$0.code has the parts that its words are made of', (reason, parts) => {
  const { code, text, ...rest } = toReasonView(reason, jakarta, start);
  expect(code).toBe(reason.code);
  expect(text).not.toBe('');
  expect(rest).toEqual(parts);
});
