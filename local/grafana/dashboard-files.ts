/** The dashboards as files: where each one is, and its text. */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { azureDashboard } from './azure-dashboard.ts';
import { prometheusDashboard } from './prometheus-dashboard.ts';

const toText = (dashboard: Dashboard): string => `${JSON.stringify(dashboard, undefined, 2)}\n`;

/** From the root of the project. */
export const dashboardFiles = (): readonly (readonly [path: string, text: string])[] => [
  ['infra/grafana/prometheus.json', toText(prometheusDashboard())],
  ['infra/grafana/azure-monitor.json', toText(azureDashboard())],
];
