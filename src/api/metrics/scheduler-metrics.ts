/** What a scraper gets to see: all of it from the control rows, which one round trip reads. */
import { rowsOrDefaults, type Snapshot } from '../../core/job/snapshot.ts';
import type { ChannelSetting } from '../../core/notices/channel.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { EpochMs } from '../../core/time/time.ts';
import { coverageMetrics } from './coverage-metrics.ts';
import type { MetricFamily } from './exposition.ts';
import { named } from './families.ts';
import { noticeMetrics } from './notice-metrics.ts';
import { runMetrics } from './run-metrics.ts';
import { scheduleMetrics, tickMetrics } from './schedule-metrics.ts';

export interface Scraped {
  readonly snapshot: Snapshot;
  readonly now: EpochMs;
  readonly settings: Settings;
  readonly channels: readonly Pick<ChannelSetting, 'name'>[];
  /** Of the app that answers. */
  readonly version: string;
}

/** Each subject has a file of its own. Labels are few and their values fixed, and none is called `job` or `instance`. */
export function schedulerMetrics({
  snapshot,
  now,
  settings,
  channels,
  version,
}: Scraped): readonly MetricFamily[] {
  const rows = rowsOrDefaults(snapshot, settings, now);
  return [
    {
      kind: 'info',
      name: named('build'),
      help: 'The version of the app that answered.',
      samples: [{ labels: { version }, value: 1 }],
    },
    ...scheduleMetrics(rows, snapshot, now, settings),
    ...tickMetrics(rows, now, settings),
    ...runMetrics(rows.state, settings),
    ...coverageMetrics(rows, snapshot, now, settings),
    ...noticeMetrics(snapshot, channels),
  ];
}
