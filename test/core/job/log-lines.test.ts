/** The log lines that operators search for, word for word. */
import { describe, expect, test } from 'vitest';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { milliseconds, seconds } from '../../../src/core/time/time.ts';
import {
  completedLine,
  executingLine,
  initializedLine,
  nextExecutionLine,
  rangeLine,
} from '../../../src/core/job/log-lines.ts';

describe('the lines that operators search for stay word for word', () => {
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

  test('an overdue slot is 0 seconds ahead, never a negative time', () => {
    expect(nextExecutionLine(seconds(-42))).toBe('⏳ Next execution in 0 seconds (0.0 hours)...');
    expect(nextExecutionLine(milliseconds(-1))).toBe('⏳ Next execution in 0 seconds (0.0 hours)...');
  });
});
