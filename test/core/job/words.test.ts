/** Log lines and reasons, word for word. */
import { describe, expect, test } from 'vitest';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { describeReason, type Reason } from '../../../src/core/job/reason.ts';
import { milliseconds, seconds } from '../../../src/core/time/time.ts';
import {
  completedLine,
  executingLine,
  initializedLine,
  nextExecutionLine,
  rangeLine,
} from '../../../src/core/job/log-lines.ts';
import { afterHours, afterMinutes, at, jakarta, start } from '../../support/core-samples.ts';

describe('the lines that operators grep for stay word for word', () => {
  test.each([
    [executingLine('spJamkerja', 5), '🚀 Executing spJamkerja (execution #5)'],
    [
      rangeLine(DateRange.parse({ awal: '2025-10-27', akhir: '2025-10-28' })),
      '📅 Date range: 2025-10-27 to 2025-10-28',
    ],
    [
      completedLine('spJamkerja', seconds(2_700.5)),
      '✅ spJamkerja completed successfully in 2700.5 seconds (45.0 minutes)',
    ],
    [nextExecutionLine(seconds(10_800)), '⏳ Next execution in 10800 seconds (3.0 hours)...'],
    [initializedLine, '✅ SpJamkerjaScheduler initialized'],
  ])('%s', (line, expected) => {
    expect(line).toBe(expected);
  });

  test('with fractions rounded as people read them', () => {
    expect(completedLine('spJamkerja', milliseconds(49))).toBe(
      '✅ spJamkerja completed successfully in 0.0 seconds (0.0 minutes)',
    );
    expect(nextExecutionLine(milliseconds(5_399_600))).toBe(
      '⏳ Next execution in 5400 seconds (1.5 hours)...',
    );
  });

  test('a slot that is already overdue is ahead by nothing, not by a negative time', () => {
    expect(nextExecutionLine(seconds(-42))).toBe('⏳ Next execution in 0 seconds (0.0 hours)...');
    expect(nextExecutionLine(milliseconds(-1))).toBe('⏳ Next execution in 0 seconds (0.0 hours)...');
  });
});

const pause = { by: 'siti', reason: 'month-end closing', since: at('2026-11-24T09:10:00+07:00') };
const run = { runId: '01J' };
const later = afterMinutes(405);

test.each<readonly [Reason, string]>([
  [{ code: 'first_start' }, 'first start: the next tick writes the default schedule'],
  [{ code: 'paused', pause }, 'paused by siti since 09:10: month-end closing'],
  [
    { code: 'paused', pause: { ...pause, until: afterHours(24) } },
    'paused by siti since 09:10, until 2026-11-25 07:00: month-end closing',
  ],
  [{ code: 'pause_over', until: start }, 'resuming: the pause was to end at 07:00'],
  [{ code: 'waiting_for_slot', at: later, cause: 'fixed_rate' }, 'waiting: next slot 13:45 (the fixed rate)'],
  [
    { code: 'waiting_for_slot', at: later, cause: 'interval_after_finish' },
    'waiting: next slot 13:45 (the interval counted from the end of the previous run)',
  ],
  [
    { code: 'waiting_for_slot', at: later, cause: 'start_delay' },
    'waiting: next slot 13:45 (the start delay after deployment, resumption or a change)',
  ],
  [{ code: 'slot_due', at: start, missed: 0 }, 'slot 07:00 is due'],
  [{ code: 'slot_due', at: start, missed: 7 }, 'slot 07:00 is due, 7 earlier slots were missed'],
  [{ code: 'slot_while_running', at: start, ...run }, 'skipped 07:00: run 01J was still running'],
  [
    { code: 'requested', by: 'budi', at: start, ...run },
    'run 01J was requested by budi and starts with the next tick',
  ],
  [{ code: 'retry_due', attempt: 2, at: start, ...run }, 'attempt 2 of run 01J is due'],
  [{ code: 'waiting_for_retry', attempt: 2, at: later, ...run }, 'waiting: attempt 2 of run 01J at 13:45'],
  [
    { code: 'retry_held_by_pause', pause, ...run },
    'the next attempt of run 01J waits: paused by siti since 09:10: month-end closing',
  ],
  [{ code: 'running', since: start, ...run }, 'run 01J is running since 07:00'],
  [
    { code: 'stopping', since: start, ...run },
    'run 01J is being stopped since 07:00: its end is not confirmed yet',
  ],
  [{ code: 'holder_lost', expiredAt: start, ...run }, 'run 01J lost its process: its lease expired at 07:00'],
  [
    { code: 'outcome_open', since: start, ...run },
    'reconciling run 01J since 07:00: SQL Server has not yet said whether the procedure still runs',
  ],
  [
    { code: 'orphaned', since: start, ...run },
    'run 01J lost its process, but the procedure still runs on the server (seen since 07:00)',
  ],
])('%j is said in words, in the wall clock of the zone', (reason, text) => {
  expect(describeReason(reason, jakarta, afterHours(8))).toBe(text);
});
