/** Metrics of a scheduler in some state, without any server. */
import { writeMetrics } from '../../src/api/metrics/exposition.ts';
import { type Scraped, schedulerMetrics } from '../../src/api/metrics/scheduler-metrics.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import type { Snapshot } from '../../src/core/job/snapshot.ts';
import { type EpochMs, LocalDate } from '../../src/core/time/time.ts';
import { jakarta, settings, start } from './core-samples.ts';
import { channelWith } from './notice-samples.ts';
import { readOpenMetrics } from './openmetrics-reader.ts';

const day = (date: string) => LocalDate.parse(date);

/** At `start`, 07:00 on 24 November, the 22nd could be settled; three dates are missing. */
export const someMissing: Pick<JobState, 'coverage'> = {
  coverage: {
    ...coveredDays([], day('2026-10-01'), { zone: jakarta, settlesAfterHours: 12 }),
    settled: [
      { awal: day('2026-10-01'), akhir: day('2026-11-13') },
      { awal: day('2026-11-17'), akhir: day('2026-11-22') },
    ],
  },
};
export const octoberClosed: Pick<JobState, 'closing'> = {
  closing: { by: 'Siti', byId: 'siti', reason: 'paid', at: start, through: day('2026-10-31') },
};

export const familiesOf = (
  snapshot: Snapshot,
  now: EpochMs,
  channels: Scraped['channels'] = [channelWith()],
  given = settings,
) => schedulerMetrics({ snapshot, now, settings: given, channels, version: '1.2.3' });

/** Values by name, or by `name{values of the labels}`. */
export function valuesOf(
  snapshot: Snapshot,
  now: EpochMs,
  given = settings,
): Readonly<Record<string, number>> {
  const families = readOpenMetrics(writeMetrics(familiesOf(snapshot, now, undefined, given), 'openmetrics'));
  return Object.fromEntries(
    families.flatMap(({ samples }) =>
      samples.map(({ name, labels, value }) => {
        const all = Object.values(labels).join(' ');
        return [`${name.replace(/^spjamkerja_/, '')}${all === '' ? '' : `{${all}}`}`, value];
      }),
    ),
  );
}
