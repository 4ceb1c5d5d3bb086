/** The reasons in words. */
import { expect, test } from 'vitest';
import { describeReason, type Reason, reasonCodes } from '../../../src/core/job/reason.ts';
import type { Blocker } from '../../../src/core/schedule/slot.ts';
import { afterHours, afterMinutes, at, jakarta, start } from '../../support/core-samples.ts';

const pause = { by: 'siti', reason: 'month-end closing', since: at('2026-11-24T09:10:00+07:00') };
const run = { runId: '01J' };
const later = afterMinutes(405);

const movedBy = (by: Blocker): Reason => ({
  code: 'waiting_for_slot',
  at: later,
  cause: 'moved',
  moved: { from: start, by },
});

const worded: readonly (readonly [Reason, string])[] = [
  [{ code: 'first_start' }, 'first start: the next tick writes the default schedule'],
  [{ code: 'paused', pause }, 'paused by siti since 09:10: month-end closing'],
  [
    { code: 'paused', pause: { ...pause, until: afterHours(24) } },
    'paused by siti since 09:10, until 2026-11-25 07:00: month-end closing',
  ],
  [{ code: 'pause_over', until: start }, 'resuming: the pause ended at 07:00'],
  [
    { code: 'waiting_for_slot', at: later, cause: 'fixed_rate' },
    'waiting: next slot 13:45 (at a fixed rate)',
  ],
  [
    { code: 'waiting_for_slot', at: later, cause: 'interval_after_finish' },
    'waiting: next slot 13:45 (counted from the end of the previous run)',
  ],
  [
    { code: 'waiting_for_slot', at: later, cause: 'start_delay' },
    'waiting: next slot 13:45 (start delay after the first deployment, a resumption or a change)',
  ],
  [
    { code: 'waiting_for_slot', at: later, cause: 'cron' },
    'waiting: next slot 13:45 (by the cron expression)',
  ],
  [
    { code: 'waiting_for_slot', at: later, cause: 'first_permitted', profile: 'nights' },
    'waiting: next slot 13:45 (the first instant at which the schedule permits it, profile nights)',
  ],
  [
    movedBy({ kind: 'blackout', label: 'closing' }),
    'waiting: next slot 13:45 (moved from 07:00 by the blackout closing)',
  ],
  [
    movedBy({ kind: 'paused_profile', name: 'weekend' }),
    'waiting: next slot 13:45 (moved from 07:00 by the profile weekend, which permits no slots)',
  ],
  [
    movedBy({ kind: 'paused_rule' }),
    'waiting: next slot 13:45 (moved from 07:00 by the default rule, which permits no slots)',
  ],
  [
    movedBy({ kind: 'least_gap' }),
    'waiting: next slot 13:45 (moved from 07:00 by the least gap between two runs)',
  ],
  [
    movedBy({ kind: 'clock_change' }),
    'waiting: next slot 13:45 (moved from 07:00 by the change of the clocks, which skips that time)',
  ],
  [{ code: 'nothing_scheduled' }, 'waiting: the schedule permits no slot in the coming years'],
  [
    { code: 'catch_up_off', at: start, missed: 2 },
    'skipped 07:00: it was missed, and catch-up is off; 2 earlier slots were missed',
  ],
  [{ code: 'slot_due', at: start, missed: 0 }, 'slot 07:00 is due'],
  [{ code: 'slot_due', at: start, missed: 7 }, 'slot 07:00 is due; 7 earlier slots were missed'],
  [{ code: 'slot_due', at: start, missed: 1 }, 'slot 07:00 is due; 1 earlier slot was missed'],
  [{ code: 'slot_while_running', at: start, ...run }, 'skipped 07:00: run 01J was still running'],
  [
    { code: 'requested', by: 'budi', at: start, ...run },
    'run 01J, requested by budi, starts with the next tick',
  ],
  [{ code: 'retry_due', attempt: 2, at: start, ...run }, 'attempt 2 of run 01J is due'],
  [
    { code: 'waiting_for_retry', attempt: 2, at: later, ...run },
    'waiting: attempt 2 of run 01J is due at 13:45',
  ],
  [
    { code: 'retry_held_by_pause', pause, ...run },
    'the next attempt of run 01J waits: paused by siti since 09:10: month-end closing',
  ],
  [{ code: 'running', since: start, ...run }, 'run 01J has been running since 07:00'],
  [
    { code: 'stopping', since: start, ...run },
    'run 01J has been stopping since 07:00: its end is not confirmed yet',
  ],
  [
    { code: 'holder_lost', expiredAt: start, ...run },
    'the process of run 01J no longer responds: its lease expired at 07:00',
  ],
  [
    { code: 'outcome_open', lost: 'connection', since: start, ...run },
    'reconciling run 01J since 07:00: the connection to it was lost, and SQL Server has not yet answered whether the procedure is still running',
  ],
  [
    { code: 'orphaned', lost: 'process', since: start, ...run },
    'the procedure of run 01J is still running on the server, although its process no longer responds (first seen at 07:00)',
  ],
  [
    { code: 'orphaned', lost: 'connection', since: start, ...run },
    'the procedure of run 01J is still running on the server, although the connection to it was lost (first seen at 07:00)',
  ],
  [
    { code: 'orphaned', lost: 'shutdown', since: start, ...run },
    'the procedure of run 01J is still running on the server, although the app was stopped (first seen at 07:00)',
  ],
];

test.each(worded)('%j in words, by the wall clock of the zone', (reason, text) => {
  expect(describeReason(reason, jakarta, afterHours(8))).toBe(text);
});

test('every code has its words here', () => {
  expect(new Set(worded.map(([{ code }]) => code))).toEqual(new Set(reasonCodes));
});
