/** Panels that both dashboards have in common. */
import {
  BigValueColorMode,
  BigValueGraphMode,
  type DataSourceRef,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as StatPanel } from '@grafana/grafana-foundation-sdk/stat';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TimeSeriesPanel } from '@grafana/grafana-foundation-sdk/timeseries';

/** In grid units, of which a row has 24. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whoever opens the dashboard chooses the data source; the first one of its type is taken until then. */
export const sourceOf = (type: string): DataSourceRef => ({ type, uid: '$datasource' });

export const emptyDashboard = (title: string, uid: string, type: string): DashboardBuilder =>
  new DashboardBuilder(title)
    .uid(uid)
    .tags(['spjamkerja'])
    .timezone('browser')
    .refresh('1m')
    .time({ from: 'now-7d', to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type(type));

export interface Levels {
  /** The value at which it turns orange, and the one at which it turns red, if there is one. */
  readonly warning: number;
  readonly critical?: number;
}

export function statPanel(title: string, unit: string, levels?: Levels): StatPanel {
  const steps =
    levels === undefined
      ? [{ value: null, color: 'blue' }]
      : [
          { value: null, color: 'green' },
          { value: levels.warning, color: 'orange' },
          ...(levels.critical === undefined ? [] : [{ value: levels.critical, color: 'red' }]),
        ];
  return new StatPanel()
    .title(title)
    .unit(unit)
    .span(6)
    .height(4)
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Background)
    .noValue('none')
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps));
}

export const graphPanel = (title: string, unit: string, { width, height }: Size): TimeSeriesPanel =>
  new TimeSeriesPanel().title(title).unit(unit).span(width).height(height).noValue('none');
