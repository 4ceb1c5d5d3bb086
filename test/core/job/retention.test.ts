import { describe, expect, it } from 'vitest';
import { keepAnswerUntil, keepMessagesUntil, keepRunUntil } from '../../../src/core/job/retention.ts';
import { RunOutcome } from '../../../src/core/run/run.ts';
import { days, plus } from '../../../src/core/time/time.ts';
import { sampleFinishedRun, sampleInstant, sampleWaitingRun } from '../../support/sample-records.ts';

describe('history is kept by age', () => {
  it.each(RunOutcome.options)('a run that %s from its end on', (outcome) => {
    const run = sampleFinishedRun(outcome);
    expect(keepRunUntil(run)).toBe(plus(run.state.endedAt, days(outcome === 'skipped' ? 90 : 400)));
  });

  it('a run that never ended for 400 days from its creation', () => {
    const run = sampleWaitingRun();
    expect(keepRunUntil(run)).toBe(plus(run.createdAt, days(400)));
  });

  it.each(RunOutcome.options)('the messages of a run that %s from their writing on', (outcome) => {
    const calm = outcome === 'succeeded' || outcome === 'skipped';
    const until = keepMessagesUntil(sampleFinishedRun(outcome), sampleInstant);
    expect(until).toBe(plus(sampleInstant, days(calm ? 30 : 180)));
  });

  it('the messages of an attempt that is retried as long as those of a failure', () => {
    expect(keepMessagesUntil(sampleWaitingRun(), sampleInstant)).toBe(plus(sampleInstant, days(180)));
  });

  it('an answer for two days', () => {
    expect(keepAnswerUntil(sampleInstant)).toBe(plus(sampleInstant, days(2)));
  });
});
