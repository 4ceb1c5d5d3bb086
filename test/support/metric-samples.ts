/** Metrics of a scheduler in some state, without any server. */
import { writeMetrics } from '../../src/api/metrics/exposition.ts';
import { type Scraped, schedulerMetrics } from '../../src/api/metrics/scheduler-metrics.ts';
import type { Snapshot } from '../../src/core/job/snapshot.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import { settings } from './core-samples.ts';
import { channelWith } from './notice-samples.ts';
import { readOpenMetrics } from './openmetrics-reader.ts';

export const familiesOf = (
  snapshot: Snapshot,
  now: EpochMs,
  channels: Scraped['channels'] = [channelWith()],
) => schedulerMetrics({ snapshot, now, settings, channels, version: '1.2.3' });

/** Values by name, or by `name{values of the labels}`. */
export function valuesOf(snapshot: Snapshot, now: EpochMs): Readonly<Record<string, number>> {
  const families = readOpenMetrics(writeMetrics(familiesOf(snapshot, now), 'openmetrics'));
  return Object.fromEntries(
    families.flatMap(({ samples }) =>
      samples.map(({ name, labels, value }) => {
        const all = Object.values(labels).join(' ');
        return [`${name.replace(/^spjamkerja_/, '')}${all === '' ? '' : `{${all}}`}`, value];
      }),
    ),
  );
}
