/** When the schedule was paused within a period: what the heat map shades. */
import { describe, expect, it } from 'vitest';
import { defaultRows } from '../../../src/core/job/snapshot.ts';
import type { AuditEntry } from '../../../src/core/job/audit.ts';
import type { JobConfig, Pause } from '../../../src/core/job/job-config.ts';
import { pausesOf } from '../../../src/core/why/pauses.ts';
import { settings } from '../../support/core-samples.ts';
import { entry, now, sevenDaily, time } from './support/asked.ts';

const pauseFrom = (clock: string, until?: string): Pause => ({
  by: 'siti',
  reason: 'closing',
  since: time(clock),
  ...(until === undefined ? {} : { until: time(until) }),
});
const six = pauseFrom('06:00');
const short = pauseFrom('06:00', '07:30');

const found = (newestFirst: readonly AuditEntry[], config: JobConfig = sevenDaily) =>
  pausesOf(
    {
      at: time('05:00'),
      now,
      rows: { ...defaultRows(settings, now), config },
      audit: { entries: newestFirst, complete: true },
      runs: [],
      gaps: [],
      startDelay: settings.startDelay,
      usual: undefined,
    },
    now,
  );

describe('the schedule was paused', () => {
  it('from a stop to the start after it', () => {
    const entries = [entry(time('08:00'), 'start', six, null), entry(six.since, 'stop', null, six)];
    expect(found(entries)).toEqual([{ from: time('06:00'), to: time('08:00') }]);
  });

  it('to the end that the pause was given, also where nobody started it', () => {
    expect(found([entry(short.since, 'stop', null, short)])).toEqual([
      { from: time('06:00'), to: time('07:30') },
    ]);
  });

  it('to the end of the period where the pause goes on, and from its beginning where it is older', () => {
    const older = pauseFrom('03:00');
    expect(found([], { ...sevenDaily, pause: older })).toEqual([{ from: time('05:00'), to: now }]);
    expect(found([entry(time('08:00'), 'start', older, null)])).toEqual([
      { from: time('05:00'), to: time('08:00') },
    ]);
  });

  it('also by a pause that came without an entry of its own', () => {
    expect(found([], { ...sevenDaily, pause: six })).toEqual([{ from: time('06:00'), to: now }]);
  });

  it('at no time otherwise', () => {
    expect(found([])).toEqual([]);
  });
});
