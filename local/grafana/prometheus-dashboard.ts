/** The dashboard for Prometheus: from the metrics of GET /scheduler/metrics. */
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard, DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { emptyDashboard, graphPanel, type Levels, sourceOf, statPanel } from './panels.ts';

const type = 'prometheus';
const source = sourceOf(type);
const half = { width: 12, height: 8 };

const instant = (expression: string, legend = '') =>
  new DataqueryBuilder().expr(expression).instant().legendFormat(legend).refId('A').datasource(source);
const range = (refId: string, expression: string, legend: string) =>
  new DataqueryBuilder().expr(expression).range().legendFormat(legend).refId(refId).datasource(source);

const stat = (title: string, unit: string, expression: string, levels?: Levels) =>
  statPanel(title, unit, levels).datasource(source).withTarget(instant(expression));

/** How it is now, in two rows. */
const numbers = (dashboard: DashboardBuilder): DashboardBuilder =>
  dashboard
    .withPanel(
      stat('Since the last success', 's', 'time() - spjamkerja_last_success_timestamp_seconds').description(
        'How old the computed data is.',
      ),
    )
    .withPanel(
      stat(
        'Too late without a success in',
        's',
        'spjamkerja_success_deadline_timestamp_seconds - time()',
      ).description(
        'Negative: two slots, or a day, and the time limit of a run have passed without a success.',
      ),
    )
    .withPanel(stat('Next run in', 's', 'spjamkerja_next_run_timestamp_seconds - time()'))
    .withPanel(
      stat('Failures in a row', 'none', 'spjamkerja_consecutive_failures', { warning: 1, critical: 2 }),
    )
    .withPanel(
      stat('Paused for', 's', 'time() - spjamkerja_pause_start_timestamp_seconds', {
        warning: 1,
      }).description('Without an end, it counts as forgotten after PAUSE_NOTICE_HOURS.'),
    )
    .withPanel(
      stat('Run in progress for', 's', 'time() - spjamkerja_current_attempt_start_timestamp_seconds'),
    )
    .withPanel(
      stat('Age of the lease', 's', 'spjamkerja_lease_age_seconds', {
        warning: 60,
        critical: 150,
      }).description('The process of a run renews its lease every 20 seconds.'),
    )
    .withPanel(
      stat('Ticks missing in', 's', 'spjamkerja_tick_deadline_timestamp_seconds - time()').description(
        'Negative: the timer no longer fires, and nothing starts.',
      ),
    );

/** How it was. */
const graphs = (dashboard: DashboardBuilder): DashboardBuilder =>
  dashboard
    .withPanel(
      graphPanel('Runs per day, by outcome', 'none', half)
        .datasource(source)
        .interval('1d')
        .drawStyle(GraphDrawStyle.Bars)
        .fillOpacity(80)
        .stacking(new StackingConfigBuilder().mode(StackingMode.Normal))
        .withTarget(range('A', 'sum by (outcome) (increase(spjamkerja_runs_total[1d]))', '{{outcome}}')),
    )
    .withPanel(
      graphPanel('Duration of successful runs', 's', half)
        .datasource(source)
        .withTarget(
          range(
            'A',
            'histogram_quantile(0.5, sum by (le) (increase(spjamkerja_run_duration_seconds_bucket[7d])))',
            'median of 7 days',
          ),
        )
        .withTarget(
          range(
            'B',
            'histogram_quantile(0.95, sum by (le) (increase(spjamkerja_run_duration_seconds_bucket[7d])))',
            '95 % of 7 days',
          ),
        )
        .withTarget(range('C', 'spjamkerja_last_run_duration_seconds', 'last run'))
        .withTarget(range('D', 'spjamkerja_run_time_limit_seconds', 'time limit')),
    )
    .withPanel(
      graphPanel('State of the run', 'none', half)
        .datasource(source)
        .fillOpacity(40)
        .withTarget(range('A', 'spjamkerja_current_run', '{{state}}'))
        .withTarget(range('B', 'spjamkerja_paused', 'paused')),
    )
    .withPanel(
      graphPanel('Missed slots per day', 'none', half)
        .datasource(source)
        .interval('1d')
        .drawStyle(GraphDrawStyle.Bars)
        .fillOpacity(80)
        .withTarget(range('A', 'sum(increase(spjamkerja_missed_slots_total[1d]))', 'missed slots')),
    )
    .withPanel(
      graphPanel('Notices per day, by channel and result', 'none', half)
        .datasource(source)
        .interval('1d')
        .drawStyle(GraphDrawStyle.Bars)
        .fillOpacity(80)
        .stacking(new StackingConfigBuilder().mode(StackingMode.Normal))
        .withTarget(
          range(
            'A',
            'sum by (channel, result) (increase(spjamkerja_notices_total[1d]))',
            '{{channel}}: {{result}}',
          ),
        ),
    )
    .withPanel(
      graphPanel('Channels: notices that wait, and failures in a row', 'none', half)
        .datasource(source)
        .withTarget(range('A', 'spjamkerja_notices_waiting', '{{channel}}: waiting'))
        .withTarget(range('B', 'spjamkerja_channel_consecutive_failures', '{{channel}}: failures')),
    );

/** Of dates. */
const dates = (dashboard: DashboardBuilder): DashboardBuilder =>
  dashboard
    .withPanel(
      graphPanel('Dates that are missing or have late input, and failures of backfill in a row', 'none', half)
        .datasource(source)
        .withTarget(range('A', 'spjamkerja_coverage_gap_dates', 'missing'))
        .withTarget(range('B', 'spjamkerja_coverage_pending_dates', 'late input'))
        .withTarget(range('C', 'spjamkerja_backfill_failures', 'failures')),
    )
    .withPanel(
      graphPanel('Since the last complete day', 's', half)
        .datasource(source)
        .withTarget(range('A', 'time() - spjamkerja_coverage_settled_through_timestamp_seconds', 'complete')),
    );

export const prometheusDashboard = (): Dashboard =>
  dates(graphs(numbers(emptyDashboard('spJamkerja: runs', 'spjamkerja-prometheus', type)))).build();
