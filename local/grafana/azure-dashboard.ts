/** The dashboard for Azure Monitor: the queries of the workbook, in Grafana. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LogsQueryBuilder,
  MonitorQueryBuilder,
  ResultFormat,
} from '@grafana/grafana-foundation-sdk/azuremonitor';
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import { type Dashboard, TextBoxVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TablePanel } from '@grafana/grafana-foundation-sdk/table';
import { root } from '../stack/folders.ts';
import { emptyDashboard, graphPanel, sourceOf } from './panels.ts';

const type = 'grafana-azure-monitor-datasource';
const source = sourceOf(type);
const half = { width: 12, height: 8 };

/** infra/modules/monitoring-grafana.bicep puts the id of the component in its place; by hand, the field on top does. */
export const componentPlaceholder = 'RESOURCE_ID_OF_APPLICATION_INSIGHTS';

/** `render` is for workbooks. */
function queryOf(name: string): string {
  const text = readFileSync(join(root, 'infra/monitoring/workbook', `${name}.kql`), 'utf8');
  return text.replace(/\n\| render \w+.*\s*$/, '').trimEnd();
}

function logs(name: string, format: ResultFormat) {
  // Grafana wants points of time in order.
  const ordered = format === ResultFormat.TimeSeries ? '\n| order by timestamp asc' : '';
  const query = new LogsQueryBuilder()
    .query(`${queryOf(name)}${ordered}`)
    .resultFormat(format)
    .resources(['$component'])
    .dashboardTime(true)
    .timeColumn('timestamp');
  return new MonitorQueryBuilder()
    .refId('A')
    .queryType('Azure Log Analytics')
    .azureLogAnalytics(query)
    .datasource(source);
}

const lines = (title: string, unit: string, name: string) =>
  graphPanel(title, unit, half).datasource(source).withTarget(logs(name, ResultFormat.TimeSeries));
const bars = (title: string, name: string) =>
  lines(title, 'none', name)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(80)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal));

export function azureDashboard(): Dashboard {
  return emptyDashboard('spJamkerja: runs and ticks', 'spjamkerja-azure-monitor', type)
    .withVariable(
      new TextBoxVariableBuilder('component')
        .label('Resource id of Application Insights')
        .defaultValue(componentPlaceholder),
    )
    .withPanel(
      new TablePanel()
        .title('Runs')
        .span(24)
        .height(9)
        .datasource(source)
        .withTarget(logs('runs', ResultFormat.Table)),
    )
    .withPanel(lines('Duration in minutes', 'm', 'durations'))
    .withPanel(bars('Outcomes', 'outcomes'))
    .withPanel(bars('Slots served, missed and skipped', 'slots'))
    .withPanel(bars('Skips by reason', 'skips'))
    .withPanel(lines('Ticks', 'none', 'ticks'))
    .withPanel(bars('HTTP calls', 'calls'))
    .build();
}
